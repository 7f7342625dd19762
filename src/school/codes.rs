//! Numbers of enumerations in events of persons, structure, movement, control and papers. A number never changes its meaning.

use super::table::codes;

codes! {
    /// Sex (пол), P-03.
    Sex "sex" in ["person_sex.value"] {
        /// мужской
        Male = 1 "male",
        /// женский
        Female = 2 "female",
    }
    /// Which address (адрес), P-03.
    AddressKind "address" in ["person_address.which"] {
        /// регистрации
        Registration = 1 "registration",
        /// проживания
        Residence = 2 "residence",
        /// временной регистрации
        Temporary = 3 "temporary",
    }
    /// Field of a person sealed under the person key, R-08, R-10.
    SealedField "sealed-field" in ["person_sealed.field"] {
        /// телефон
        Phone = 1 "phone",
        /// электронная почта
        Email = 2 "email",
        /// место работы и должность
        Work = 3 "work",
        /// фотография
        Photo = 4 "photo",
        /// заметки
        Notes = 5 "notes",
        /// документ, удостоверяющий личность
        Identity = 6 "identity",
    }
    /// What a guardian is to a pupil (родство).
    Relation "relation" in ["guardian.relation"] {
        /// мать
        Mother = 1 "mother",
        /// отец
        Father = 2 "father",
        /// опекун
        Guardian = 3 "guardian",
        /// попечитель
        Trustee = 4 "trustee",
        /// приёмный родитель
        Foster = 5 "foster",
        /// иной законный представитель
        Other = 6 "other",
    }
    /// Why credentials were issued, R-04.
    IssueReason "issue-reason" in ["credentials.why", "class_credentials.why"] {
        /// при создании школы
        School = 1 "school",
        /// новая учётная запись
        New = 2 "new",
        /// взамен утраченных
        Replaced = 3 "replaced",
        /// скомпрометированы
        Breach = 4 "breach",
        /// плановая замена
        Planned = 5 "planned",
    }
    /// What was signed for access, R-12.
    UndertakingKind "undertaking" in ["undertaking.what"] {
        /// приказ о допуске
        Order = 1 "order",
        /// обязательство о неразглашении
        Secrecy = 2 "secrecy",
        /// ознакомление с регламентом
        Regulation = 3 "regulation",
    }
    /// Part of the curriculum, or what a discipline is, Y-01, Y-08.
    SubjectPart "subject-part" in ["subject.part", "curriculum.part"] {
        /// обязательная часть
        Federal = 1 "federal",
        /// часть, формируемая участниками образовательных отношений
        School = 2 "school",
        /// внеурочная деятельность
        Extracurricular = 3 "extracurricular",
        /// дополнительное образование
        Additional = 4 "additional",
        /// поведение
        Conduct = 5 "conduct",
        /// дисциплина
        Discipline = 6 "discipline",
        /// междисциплинарный курс
        Course = 7 "course",
        /// учебная практика
        TrainingPractice = 8 "training-practice",
        /// производственная практика
        WorkPractice = 9 "work-practice",
        /// профессиональный модуль
        Module = 10 "module",
    }
    /// Verdict on a copy of an archive, A-05.
    Verdict "verdict" in ["archive_copy.verdict"] {
        /// не проверялась
        Unknown = 0 "unknown",
        /// цела
        Intact = 1 "intact",
        /// повреждена
        Damaged = 2 "damaged",
        /// утрачена
        Missing = 3 "missing",
    }
    /// Certificate for a pupil (справка), P-04.
    CertificateKind "certificate" in ["certificate.kind"] {
        /// об обучении
        Study = 1 "study",
        /// о периоде обучения
        Period = 2 "period",
        /// выписка отметок при переходе
        Transfer = 3 "transfer",
        /// иная
        Other = 4 "other",
    }
    /// Reporting period (отчётный период) or a break between, Y-01.
    TermKind "term-kind" in ["term.kind"] {
        /// четверть
        Quarter = 1 "quarter",
        /// триместр
        Trimester = 2 "trimester",
        /// полугодие
        Half = 3 "half",
        /// модуль
        Module = 4 "module",
        /// семестр
        Semester = 5 "semester",
        /// учебный год: finals of year, exam and result stand in it
        Year = 6 "year",
        /// каникулы
        Holidays = 7 "holidays",
    }
    /// What is unusual about a day.
    DayKind "day-kind" in ["day.kind"] {
        /// выходной, праздник
        Off = 1 "off",
        /// учится по расписанию другого дня (`as`)
        Moved = 2 "moved",
        /// рабочий, хотя по календарю выходной
        Working = 3 "working",
        /// карантин
        Quarantine = 4 "quarantine",
        /// актированный день: мороз
        Cold = 5 "cold",
        /// дистанционные занятия
        Distance = 6 "distance",
        /// сокращённые уроки (`bells`)
        Short = 7 "short",
        /// занятий нет по иной причине
        Cancelled = 8 "cancelled",
    }
    /// What a teaching group is (страница журнала), J-18.
    GroupKind "group-kind" in ["group.kind"] {
        /// класс
        Class = 1 "class",
        /// подгруппа
        Subgroup = 2 "subgroup",
        /// поток: несколько классов
        Stream = 3 "stream",
        /// класс-комплект: две-три параллели на одном уроке
        Complect = 4 "complect",
        /// объединённая группа
        Merged = 5 "merged",
        /// индивидуальный учебный план
        Individual = 6 "individual",
        /// обучение на дому
        Home = 7 "home",
        /// элективный курс, факультатив
        Elective = 8 "elective",
        /// внеурочная деятельность
        Extracurricular = 9 "extracurricular",
        /// кружок, секция
        Club = 10 "club",
        /// только аттестация: семейное образование, экстернат
        Certification = 11 "certification",
        /// поведение: итоги без уроков
        Conduct = 12 "conduct",
        /// практика
        Practice = 13 "practice",
    }
    /// Substitution's sort (вид замены), Y-04.
    SubstitutionKind "substitution-kind" in ["substitution.kind"] {
        /// замена
        Substitution = 1 "substitution",
        /// совмещение
        Combining = 2 "combining",
        /// объединение групп
        Merging = 3 "merging",
        /// взаимная замена: перенос
        Swap = 4 "swap",
    }
    /// Programme's sort (образовательная программа).
    ProgrammeKind "programme-kind" in ["programme.kind"] {
        /// общеобразовательная
        General = 1 "general",
        /// профильная
        Profile = 2 "profile",
        /// индивидуальный учебный план
        Individual = 3 "individual",
        /// адаптированная
        Adapted = 4 "adapted",
        /// среднего профессионального образования
        Vocational = 5 "vocational",
        /// дополнительная
        Additional = 6 "additional",
    }
    /// Form of study (форма обучения).
    StudyForm "study-form" in ["pupil_programme.form", "college_group.form"] {
        /// очная
        FullTime = 1 "full-time",
        /// очно-заочная
        PartTime = 2 "part-time",
        /// заочная
        Correspondence = 3 "correspondence",
        /// семейное образование
        Family = 4 "family",
        /// самообразование
        SelfStudy = 5 "self-study",
        /// на дому
        Home = 6 "home",
        /// в медицинской организации
        Hospital = 7 "hospital",
    }
    /// Order (приказ), P-02.
    OrderKind "order-kind" in ["order.kind"] {
        /// о зачислении
        Enrolment = 1 "enrolment",
        /// о переводе в другой класс
        Transfer = 2 "transfer",
        /// о временном выбытии
        Departure = 3 "departure",
        /// о возвращении
        Return = 4 "return",
        /// об отчислении
        Expulsion = 5 "expulsion",
        /// о переводе в следующий класс
        Promotion = 6 "promotion",
        /// об условном переводе
        Conditional = 7 "conditional",
        /// об оставлении на повторный курс
        Repeat = 8 "repeat",
        /// об окончании
        Graduation = 9 "graduation",
        /// об изменении программы или формы обучения
        Programme = 10 "programme",
        /// о составе групп
        Groups = 11 "groups",
        /// об обучении на дому
        Home = 12 "home",
        /// о ликвидации академической задолженности
        Debt = 13 "debt",
        /// иной
        Other = 14 "other",
    }
    /// Line of an order about a class (движение контингента), P-02.
    MoveKind "move-kind" in ["class_member.kind"] {
        /// зачислен
        Enrolled = 1 "enrolled",
        /// переведён из класса в класс
        Transferred = 2 "transferred",
        /// прибыл из другой школы
        Arrived = 3 "arrived",
        /// временно выбыл
        Away = 4 "away",
        /// вернулся
        Returned = 5 "returned",
        /// выбыл
        Left = 6 "left",
        /// переведён в следующий класс
        Promoted = 7 "promoted",
        /// переведён условно
        Conditional = 8 "conditional",
        /// оставлен на повторный курс
        Repeat = 9 "repeat",
        /// окончил
        Graduated = 10 "graduated",
    }
    /// Weeks in which a timetable's row holds.
    Week "week" in ["timetable.week"] {
        /// каждая
        Every = 0 "every",
        /// нечётная (числитель)
        Odd = 1 "odd",
        /// чётная (знаменатель)
        Even = 2 "even",
    }
    /// Who ordered a control work, Y-05.
    ControlLevel "control-level" in ["control_work.level"] {
        /// учителя
        Teacher = 1 "teacher",
        /// школы
        School = 2 "school",
        /// муниципальный
        Municipal = 3 "municipal",
        /// региональный
        Regional = 4 "regional",
        /// всероссийский
        Federal = 5 "federal",
    }
    /// Group of physical education.
    PeGroup "pe-group" in ["pe_exemption.group", "health.pe_group"] {
        /// не установлена
        Unknown = 0 "unknown",
        /// основная
        Main = 1 "main",
        /// подготовительная
        Preparatory = 2 "preparatory",
        /// специальная
        Special = 3 "special",
        /// освобождён от занятий; присутствует
        Exempt = 4 "exempt",
    }
    /// Health group (группа здоровья), R-13.
    HealthGroup "health-group" in ["health.group"] {
        /// не установлена
        Unknown = 0 "unknown",
        /// I
        First = 1 "first",
        /// II
        Second = 2 "second",
        /// III
        Third = 3 "third",
        /// IV
        Fourth = 4 "fourth",
        /// V
        Fifth = 5 "fifth",
    }
    /// Form of an exam.
    ExamForm "exam-form" in ["exam.form"] {
        /// ОГЭ
        Basic = 1 "basic-state",
        /// ЕГЭ
        Unified = 2 "unified-state",
        /// ГВЭ
        Final = 3 "final-state",
        /// экзамен школы
        School = 4 "school",
        /// промежуточная аттестация
        Intermediate = 5 "intermediate",
        /// итоговое собеседование
        Interview = 6 "interview",
        /// итоговое сочинение, изложение
        Essay = 7 "essay",
        /// зачёт
        Credit = 8 "credit",
        /// экзамен квалификационный
        Qualification = 9 "qualification",
        /// защита
        Defence = 10 "defence",
    }
    /// What is on the schedule of certification, Y-08.
    CertificationKind "certification" in ["certification.kind"] {
        /// консультация
        Consultation = 1 "consultation",
        /// промежуточная аттестация
        Intermediate = 2 "intermediate",
        /// государственная итоговая аттестация
        State = 3 "state",
    }
    /// State of an academic debt (академическая задолженность).
    DebtState "debt-state" in ["debt.state"] {
        /// не ликвидирована, сроки идут
        Open = 1 "open",
        /// ликвидирована
        Passed = 2 "passed",
        /// не ликвидирована: повторный курс
        Repeat = 3 "repeat",
        /// не ликвидирована: адаптированная программа
        Adapted = 4 "adapted",
        /// не ликвидирована: индивидуальный план
        Individual = 5 "individual",
        /// не ликвидирована: отчислен
        Expelled = 6 "expelled",
    }
    /// The council's decision (решение педсовета), S-02.
    Decision "decision" in ["council.decision"] {
        /// переведён(а) в … класс
        Promoted = 1 "promoted",
        /// условно переведён(а) в … класс
        Conditional = 2 "conditional",
        /// оставлен(а) на повторный курс обучения в … классе
        Repeat = 3 "repeat",
        /// окончил(а) 9 классов
        FinishedNine = 4 "finished-nine",
        /// окончил(а) 11 классов
        FinishedEleven = 5 "finished-eleven",
        /// отчислен(а)
        Expelled = 6 "expelled",
        /// допущен(а) к государственной итоговой аттестации
        Admitted = 7 "admitted",
        /// завершил(а) обучение в колледже
        Completed = 8 "completed",
    }
    /// What a recorded check looked at, C-01, A-09.
    CheckKind "check-kind" in ["check.what"] {
        /// выполнение программы
        Programme = 1 "programme",
        /// объективность итогов
        Objectivity = 2 "objectivity",
        /// своевременность
        Timeliness = 3 "timeliness",
        /// накопляемость отметок
        Accumulation = 4 "accumulation",
        /// учёт посещаемости
        Attendance = 5 "attendance",
        /// домашние задания
        Homework = 6 "homework",
        /// контрольные работы
        ControlWorks = 7 "control-works",
        /// замены и пропущенные уроки
        Substitutions = 8 "substitutions",
        /// бумажный журнал
        Paper = 9 "paper",
        /// иное
        Other = 10 "other",
    }
    /// What was printed, A-06.
    PaperKind "paper-kind" in ["printed.what"] {
        /// классный журнал
        ClassJournal = 1 "class-journal",
        /// сводная ведомость
        SummarySheet = 2 "summary-sheet",
        /// журнал замен
        Substitutions = 3 "substitutions",
        /// журнал выдачи учётных данных
        Credentials = 4 "credentials",
        /// выписка для родителей
        Extract = 5 "extract",
        /// справка
        Certificate = 6 "certificate",
        /// приложение к приказу
        OrderAnnex = 7 "order-annex",
        /// пустые страницы на время сбоя
        Blank = 8 "blank",
        /// опись
        Inventory = 9 "inventory",
        /// лист-заверитель
        Certification = 10 "certification",
        /// акт об уничтожении
        DestructionAct = 11 "destruction-act",
        /// отчёт
        Report = 12 "report",
    }
    /// Another paper of the school, A-10.
    ExtraPaperKind "extra-paper" in ["extra_paper.kind"] {
        /// приказ по шаблону
        Order = 1 "order",
        /// справка о проверке
        CheckCertificate = 2 "check-certificate",
        /// акт
        Act = 3 "act",
        /// иное
        Other = 4 "other",
    }
    /// Document for an absence, J-04.
    AbsencePaper "absence-paper" in ["absence_paper.kind"] {
        /// справка медицинской организации
        Medical = 1 "medical",
        /// справка школьного медработника
        Nurse = 2 "nurse",
        /// записка родителя
        Note = 3 "note",
        /// письмо другой организации
        Letter = 4 "letter",
        /// разрешение администрации или классного руководителя
        Permission = 5 "permission",
        /// иное
        Other = 6 "other",
    }
}

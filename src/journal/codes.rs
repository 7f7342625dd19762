//! Numbers of marks, attendance and lessons in events. A number never changes its meaning.

use crate::school::table::codes;

codes! {
    /// A mark (отметка), J-01. The scale says which may stand in a cell; 17–100 are not given out.
    MarkCode "mark" in [
        "mark.value", "final_mark.mark", "final_mark.proposed", "passed_later.mark", "exam.mark", "external_mark.mark",
        "hospital_mark.mark", "debt_attempt.mark", "result_mark.mark", "scale.marks",
    ] {
        /// 1
        One = 1 "one",
        /// 2
        Two = 2 "two",
        /// 3
        Three = 3 "three",
        /// 4
        Four = 4 "four",
        /// 5
        Five = 5 "five",
        /// 6
        Six = 6 "six",
        /// 7
        Seven = 7 "seven",
        /// 8
        Eight = 8 "eight",
        /// 9
        Nine = 9 "nine",
        /// 10
        Ten = 10 "ten",
        /// зач
        Pass = 11 "pass",
        /// незач
        Fail = 12 "fail",
        /// «·»: отложена
        Postponed = 13 "postponed",
        /// осв: освобождён; of a term
        Exempt = 14 "exempt",
        /// н/а: не аттестован; of a term
        NotCertified = 15 "not-certified",
        /// безотм: безотметочное обучение; of a term
        Unmarked = 16 "unmarked",
    }
    /// Kind of a cell that a scale allows marks for, and of a final, J-01, J-09.
    CellKind "cell" in ["scale.cell", "final_mark.cell", "external_mark.cell"] {
        /// урок; of scales only
        Lesson = 0 "lesson",
        /// период
        Term = 1 "term",
        /// год
        Year = 2 "year",
        /// экзамен
        Exam = 3 "exam",
        /// итоговая
        Result = 4 "result",
    }
    /// Attendance (посещаемость), J-04.
    Absence "absence" in ["attendance.code", "absence_reason.code"] {
        /// Н: отсутствовал, причина не указана
        Absent = 1 "absent",
        /// НП: без уважительной причины
        Unexcused = 2 "unexcused",
        /// УП: по уважительной причине
        Excused = 3 "excused",
        /// Б: болен
        Ill = 4 "ill",
        /// ОП: опоздал, with minutes
        Late = 5 "late",
    }
    /// Reason beside the code of an absence, J-04.
    AbsenceReason "absence-reason" in ["absence_reason.reason", "absence_paper.reason"] {
        /// не указана
        Unstated = 0 "unstated",
        /// болезнь
        Illness = 1 "illness",
        /// соревнование, олимпиада, конкурс
        Competition = 2 "competition",
        /// семейные обстоятельства
        Family = 3 "family",
        /// дистанционное обучение
        Distance = 4 "distance",
        /// обследование, посещение врача
        Doctor = 5 "doctor",
        /// санаторий, стационар
        Hospital = 6 "hospital",
        /// вызов организации, военкомата
        Summons = 7 "summons",
        /// транспорт, погода
        Road = 8 "road",
        /// прогул
        Truancy = 9 "truancy",
        /// иная
        Other = 10 "other",
    }
    /// Kind of a lesson (урок, занятие).
    LessonKind "lesson-kind" in ["lesson.kind"] {
        /// урок
        Lesson = 1 "lesson",
        /// контрольная работа
        Control = 2 "control",
        /// лабораторная работа
        Laboratory = 3 "laboratory",
        /// практическая работа
        Practical = 4 "practical",
        /// экскурсия
        Excursion = 5 "excursion",
        /// консультация
        Consultation = 6 "consultation",
        /// экзамен, зачёт
        Exam = 7 "exam",
        /// занятие кружка, внеурочное
        Club = 8 "club",
        /// практика
        Practice = 9 "practice",
    }
    /// How a lesson is given.
    LessonMode "lesson-mode" in ["lesson.mode"] {
        /// в классе
        Room = 1 "room",
        /// дистанционно
        Distance = 2 "distance",
        /// на дому
        Home = 3 "home",
    }
    /// What became of a lesson.
    LessonStatus "lesson-status" in ["lesson.status"] {
        /// проведён
        Held = 1 "held",
        /// объединён с другими группами (`merged`)
        Merged = 2 "merged",
        /// перенесён
        Moved = 3 "moved",
        /// не состоялся
        Dropped = 4 "dropped",
        /// самостоятельная работа
        SelfStudy = 5 "self-study",
    }
    /// How somebody was acquainted, R-08.
    AcquaintedHow "acquainted" in ["acquainted.how"] {
        /// вернул(а) подписанный отрывной талон
        Slip = 1 "slip",
        /// ознакомлен(а) лично
        Person = 2 "person",
        /// видел(а) в дневнике
        Diary = 3 "diary",
    }
}

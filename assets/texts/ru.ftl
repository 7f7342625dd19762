### Русские тексты программы «Журнал»: окно и ядро читают один этот файл.
### Неразрывные пробелы у тире, знака № и коротких слов окно ставит само.

## Программа

app-name = Журнал
app-version = Журнал { $version }
again = Повторить
back = Назад
next = Далее
cancel = Отмена
close = Закрыть
loading = Загружаем…
trouble-title = Журнал не открылся
long-date = { $weekday }, { $date } { $year }
seconds = { $seconds } с
minutes-seconds = { $minutes } мин { $seconds } с
filter-none = Ничего не найдено. Измените или очистите поиск.
copy-failed = Скопировать не удалось: система не дала доступа к буферу обмена. Выделите текст и нажмите Ctrl+C.
pages = Страницы
page-prev = Предыдущая
page-next = Следующая
page-of = Страница { $page } из { $pages }

## Шапка, меню, подвал

menu = Разделы
menu-school = Школа
menu-duties = Обязанности
menu-program = Программа
page-classes = Классы
page-import = Импорт контингента
page-accounts = Учётные записи
page-log = Журнал изменений
page-check = Проверка целостности
page-settings = Настройки
status-saved = Всё сохранено
status-saved-at = Сохранено в { $time }
status-saving = Сохранение…
status-failed = Не сохранено: повторите
lock = Заблокировать
logout = Выйти
menu-password = Сменить пароль…
user-login = Логин: { $login }
key-tab = к следующему полю
key-pages = разделы
key-find = поиск
key-lock = заблокировать
drop-here = Отпустите файл, чтобы прочитать список
drop-not-allowed = Импорт контингента вам не разрешён: обратитесь к администратору журнала.
drop-busy = Подождите, пока закончится работа с предыдущим файлом.

## Пароли

password-show = Показать
password-hide = Скрыть
password-capitals = Включён Caps Lock: буквы печатаются заглавными.
password-again = Пароль ещё раз
password-old = Действующий пароль
password-old-wrong = Введите действующий пароль.
password-temporary = Временный пароль
password-new = Новый пароль
password-hint = Удобнее всего несколько слов подряд: их легко запомнить и трудно подобрать.
password-short = Нужно не меньше { $least } { $least ->
        [one] знака
       *[other] знаков
    }.
password-same = Новый пароль совпадает с прежним. Придумайте другой.
password-differs = Пароли не совпадают. Наберите ещё раз.
password-submit = Сменить пароль
password-changed = Пароль изменён.
strength-empty = Не меньше { $least } { $least ->
        [one] знака
       *[other] знаков
    }.
strength-short = Пока короткий: ещё { $missing } { $missing ->
        [one] знак
        [few] знака
       *[many] знаков
    }.
strength-weak = Длины хватает, но такой пароль легко подобрать: уберите повторы, ряды клавиш, имена и название школы.
strength-fair = Хороший пароль.
strength-good = Надёжный пароль.
must-change-title = Смените временный пароль
must-change-what = Временный пароль знает тот, кто его выдал. Придумайте свой: от вашего имени в журнал сможете писать только вы.

## Вход

login-title = Вход в журнал
login-login = Логин
login-password = Пароль
login-submit = Войти
login-busy = Проверяем…
login-lost = Забыли пароль? Администратор журнала выдаст временный.
login-hint = От 3 до 40 знаков: буквы, цифры, точка, дефис.
login-wrong = Логин — от 3 до 40 знаков: буквы, цифры, точка, дефис. Без пробелов.
login-demo = Учебная школа
login-demo-what = Люди и отметки вымышлены. Выберите, кем войти.
login-wait = Неверных попыток слишком много. Следующая — через
login-wait-said = Неверных попыток слишком много, нужно подождать.
lock-title = Журнал заблокирован
lock-what = { $name }, введите пароль, чтобы продолжить. Всё внесённое сохранено.
lock-submit = Продолжить
lock-logout = Выйти и войти под другим именем
keys-title = Ключи закрыты
keys-what = Журнал зашифрован. Ключи лежат в файле на этом компьютере; введите парольную фразу, заданную при создании журнала.
keys-passphrase = Парольная фраза
keys-submit = Открыть журнал
keys-lost = Забыли фразу? Журнал откроет только лист восстановления, он хранится у руководителя школы.

## Первый запуск

setup-title = Новый журнал школы
setup-what = На этом компьютере журнала ещё нет. Ответьте на несколько вопросов; дальше понадобятся принтер и десять минут времени.
setup-step-1 = Школа
setup-step-2 = Администратор журнала
setup-step-3 = Ключи этого компьютера
setup-step-of = Шаг { $step } из { $steps }
setup-name = Название школы
setup-name-hint = Так оно будет напечатано на бумагах, например: МБОУ «Заречная СОШ».
setup-name-wrong = Напишите название школы: от 2 до 300 знаков.
setup-year = Учебный год
setup-zone = Часовой пояс школы
setup-profile = Регламент
setup-profile-hint = Образец сроков и правил, ближайший к вашему местному акту. Каждое число потом можно изменить.
setup-profile-wrong = Выберите регламент: без него журнал не знает сроков.
setup-admin-what = Администратор заводит учётные записи, выдаёт роли и отвечает за ключи школы. Остальных сотрудников он добавит потом.
setup-admin-name = Фамилия, имя, отчество
setup-admin-name-hint = Например: Иванова Мария Петровна.
setup-admin-name-wrong = Напишите фамилию и имя полностью, отчество — если есть.
setup-admin-login = Логин
setup-admin-password = Пароль
setup-keys = Где хранить ключи
setup-keys-what = База журнала на диске зашифрована. Выберите, где этот компьютер будет хранить ключи от неё.
setup-keys-keyring = В хранилище паролей системы
setup-keys-keyring-what = Журнал открывается сам, когда вы вошли в свою учётную запись Windows или Linux. База защищена, если украдут выключенный компьютер, но не от того, кто работает под вашей учётной записью. На некоторых компьютерах с Linux такого хранилища нет: тогда выберите файл.
setup-keys-file = В файле под парольной фразой
setup-keys-file-what = Фразу нужно вводить при каждом запуске. Без неё базу не откроет никто; если её забудут, поможет только лист восстановления.
setup-passphrase = Парольная фраза
setup-passphrase2 = Парольная фраза ещё раз
setup-passphrase-hint = Не меньше 10 знаков; лучше четыре-пять слов. Это не пароль администратора.
setup-sheet-next = Дальше журнал покажет лист восстановления. Его нужно напечатать в двух экземплярах и спрятать: без него пропавший журнал не вернуть.
setup-create = Создать журнал
setup-busy = Создаём ключи школы, это займёт несколько секунд…

zone-Europe-Kaliningrad = Калининград (МСК−1)
zone-Europe-Moscow = Москва (МСК)
zone-Europe-Samara = Самара (МСК+1)
zone-Asia-Yekaterinburg = Екатеринбург (МСК+2)
zone-Asia-Omsk = Омск (МСК+3)
zone-Asia-Krasnoyarsk = Красноярск, Новосибирск (МСК+4)
zone-Asia-Irkutsk = Иркутск (МСК+5)
zone-Asia-Yakutsk = Якутск (МСК+6)
zone-Asia-Vladivostok = Владивосток (МСК+7)
zone-Asia-Magadan = Магадан (МСК+8)
zone-Asia-Kamchatka = Камчатка (МСК+9)

profile-eljur = ЭлЖур
profile-eljur-what = Средняя школа. Отметки — на уроке или в течение часа после уроков, итоговые — за три дня до конца периода, бумага — до 30 июня.
profile-asiou = АСИОУ
profile-asiou-what = Основная школа. Отметки и домашнее задание — в день урока, проверка журналов — раз в месяц и в конце четверти.
profile-sgo = Сетевой город. Образование
profile-sgo-what = Колледж или техникум. Семестры, темы без содержания не принимаются, проверка раз в две недели, сводные ведомости — 75 лет.
profile-ezhd = ЭЖД (Москва)
profile-ezhd-what = Отметки — в день урока, домашнее задание — за полтора часа после уроков класса, период закрывается после итоговых.
profile-portal = Школьный портал (Московская область)
profile-portal-what = Отметки — до 21:00, домашнее задание — в течение трёх часов после урока, срок правки отметок выбирает администратор.

## Лист восстановления

sheet-title = Лист восстановления
sheet-file-name = Лист восстановления.pdf
sheet-what = Если все компьютеры школы пропадут, журнал вернут только этот лист и копия данных. Кто владеет листом, владеет журналом: берегите его, как печать.
sheet-how = Сохраните PDF, напечатайте два экземпляра и храните их в разных местах, например в сейфе директора и в архиве. Файл после печати удалите.
sheet-fingerprint = Отпечаток школы
sheet-fingerprint-what = По отпечатку узнают журнал именно вашей школы. Он не тайный: его печатают на бумагах и сверяют, когда добавляют компьютер.
sheet-groups = Ключ школы
sheet-groups-what = Последний знак каждой группы — проверочный: опечатка при вводе будет видна. Больше журнал этот ключ не покажет.
sheet-save = Сохранить PDF…
sheet-saved = PDF сохранён.
sheet-next = Лист напечатан, дальше
sheet-back = Показать ключ ещё раз
sheet-confirm-what = Проверим, что лист у вас на бумаге. Ключ теперь скрыт: возьмите напечатанный лист.
sheet-not-saved = PDF не сохранён. Если вы не переписали ключ от руки, вернитесь и сохраните лист.
sheet-kept = Два экземпляра листа на бумаге, и храниться они будут в разных местах.
sheet-kept-wrong = Поставьте отметку, когда оба экземпляра готовы.
sheet-check = Последняя группа ключа (№ { $number })
sheet-check-hint = Наберите её с бумаги. Строчные и заглавные буквы не различаются.
sheet-check-wrong = Это не последняя группа листа. Сверьте с бумагой: похожие знаки и порядок знаков.
sheet-done = Готово, войти в журнал

## Импорт контингента

import-pick = Выбрать файл…
import-drop = Перетащите сюда список обучающихся
import-drop-what = Таблица Excel (XLSX) или CSV. Файл только читается, изменён он не будет.
import-what = Что будет дальше
import-what-1 = Журнал найдёт строку заголовков и поймёт, где фамилии, даты рождения, классы и СНИЛС.
import-what-2 = Вы увидите, кого он добавит, что изменит и какие строки не войдут — с причиной у каждой.
import-what-3 = Только после вашего подтверждения список попадёт в журнал. Тот же список, загруженный снова, никого не удвоит.
import-reading = Читаем список
import-writing = Вносим в журнал
import-writing-what = Можно перейти в другой раздел: работа продолжится.
import-preview = Что будет внесено
import-summary = Добавим { $create ->
        [one] { $create } обучающегося
       *[other] { $create } обучающихся
    }, изменим { $update }, не войдут { $refused } { $refused ->
        [one] строка
        [few] строки
       *[many] строк
    }.
import-nothing = Вносить нечего: в файле нет новых или изменённых строк.
import-new-classes = Появятся новые классы ({ $count }): { $classes }.
import-cancelled = Работа остановлена по вашей просьбе. Что успело попасть в журнал, сохранено целиком; внести список ещё раз безопасно.
import-again = Другой файл
import-apply = Внести в журнал: { $count }
import-columns = Столбцы файла: прочитаны { $used } из { $all }
import-columns-label = Как прочитаны столбцы
import-column-field = В журнале
import-column-header = В файле
import-column-samples = Первые строки
import-column-unused = не читается
import-groups = Группы строк
import-group-create = Добавить
import-group-update = Изменить
import-group-unchanged = Без изменений
import-group-refused = Не войдут
import-group-warnings = Замечания
import-filter = Найти в этих строках
import-rows = Строки файла
import-none-create = Новых обучающихся в файле нет.
import-none-update = Изменений у известных обучающихся нет.
import-none-unchanged = Строк, которые уже есть в журнале, нет.
import-none-refused = Войдут все строки.
import-none-warnings = Замечаний нет.
import-copy = Скопировать строки с причинами
import-copied = Строки с причинами скопированы. Вставьте их в Excel: Ctrl+V.
import-done = Список внесён
import-result-created = Добавлено обучающихся
import-result-updated = Изменено
import-result-unchanged = Осталось без изменений
import-result-classes = Создано классов
import-result-skipped = Пропущено строк
import-result-errors = Строк с ошибками
import-result-left = Строки с ошибками в журнал не вошли. Скопируйте их с причинами, исправьте в файле и загрузите файл ещё раз: уже внесённые не удвоятся.
import-show-classes = Показать классы
row-skipped = пропущена
row-wrong = ошибка

stage-working = Работаем…
job-steps = { $done } из { $total }
job-left = · осталось около { $seconds } с
job-cancelling = Останавливаем…

field-surname = Фамилия
field-given = Имя
field-patronymic = Отчество
field-full-name = ФИО
field-birth = Дата рождения
field-sex = Пол
field-snils = СНИЛС
field-class = Класс
field-grade = Параллель
field-letter = Литера
field-address = Адрес
field-order = Приказ о зачислении
field-order-number = Номер приказа
field-order-date = Дата приказа
field-file-number = № личного дела
field-other = Поле «{ $field }»

column-number = №
column-sheet = Лист
column-row = Строка
column-column = Столбец
column-value = Значение
column-reason = Причина и что делать
column-name = Фамилия, имя, отчество
column-birth = Дата рождения
column-class = Класс
column-changes = Что изменится
column-sex = Пол
column-snils = СНИЛС
column-order = Приказ о зачислении
column-login = Логин
column-roles = Роли
column-state = Состояние
column-time = Время
column-author = Кто
column-kind = Что сделано
column-subject = О чём запись
column-device = Компьютер
column-fate = Состояние

## Классы

classes-total = { $classes } { $classes ->
        [one] класс
        [few] класса
       *[many] классов
    }, { $pupils } { $pupils ->
        [one] обучающийся
       *[other] обучающихся
    }
classes-list = Список классов
classes-empty = Классов пока нет
classes-empty-what = Загрузите список обучающихся: классы появятся вместе с ним.
classes-empty-ask = Классы появятся, когда секретарь загрузит список обучающихся.
classes-to-import = Загрузить список
class-item = Класс { $name }, { $pupils ->
        [one] { $pupils } обучающийся
       *[other] { $pupils } обучающихся
    }
class-count = { $pupils ->
        [one] { $pupils } обучающийся
       *[other] { $pupils } обучающихся
    }
class-sexes = { $boys ->
        [one] { $boys } мальчик
        [few] { $boys } мальчика
       *[many] { $boys } мальчиков
    }, { $girls ->
        [one] { $girls } девочка
        [few] { $girls } девочки
       *[many] { $girls } девочек
    }
class-search = Найти в списке: фамилия или СНИЛС
class-list-of = Список класса { $name }
class-empty = В этом классе пока никого нет.
sex-m = м
sex-f = ж

## Учётные записи

accounts-count = { $count } { $count ->
        [one] запись
        [few] записи
       *[many] записей
    }
accounts-filter = Найти: имя, логин, роль
accounts-add = Добавить сотрудника
accounts-add-what = Журнал выдаст временный пароль. При первом входе сотрудник заменит его своим.
account-name = Фамилия, имя, отчество
account-create = Создать учётную запись
account-panel = Выбранная учётная запись
account-choose = Выберите человека в списке, чтобы изменить роли, выдать временный пароль или закрыть запись.
account-active = работает
account-temporary = ждёт первого входа
account-closed = закрыта
account-roles = Роли
account-no-roles = ролей нет
account-grant = Можно добавить
account-own = Свой пароль меняют в меню с вашим именем; закрыть собственную запись нельзя.
account-reset = Выдать временный пароль
account-reset-title = Временный пароль: { $name }
account-reset-what = Прежний пароль перестанет действовать. Новый будет показан один раз, а выдача попадёт в журнал изменений.
account-reset-yes = Выдать
account-close = Закрыть запись
account-close-title = Закрыть запись: { $name }?
account-close-what = Человек больше не войдёт в журнал. Всё, что он внёс, останется на месте и под его именем.
account-closed-now = Учётная запись закрыта: { $name }.
role-grant = Дать
role-revoke = Снять
role-grant-of = Дать роль: { $role }
role-revoke-of = Снять роль: { $role }
role-granted = { $name }: дана роль «{ $role }».
role-revoked = { $name }: снята роль «{ $role }».
slip-title = Временный пароль
slip-what = Запишите его и передайте сотруднику лично. После закрытия этого окна увидеть пароль нельзя, можно только выдать новый.
slip-after = При первом входе журнал попросит заменить его своим.
slip-text = Логин: { $login }. Временный пароль: { $password }
slip-copy = Скопировать
slip-copied = Скопировано. Вставьте сразу и не храните в переписке.
slip-close = Записано, закрыть

role-admin = Администратор
role-admin-what = Учётные записи, роли, компьютеры, ключи.
role-director = Директор
role-director-what = Читает всё, утверждает.
role-deputy = Завуч
role-deputy-what = Контролирует журналы, закрывает периоды, разрешает исправления.
role-teacher = Учитель
role-teacher-what = Ведёт журналы своих классов и групп.
role-homeroom = Классный руководитель
role-homeroom-what = Отвечает за один класс: причины пропусков, решения, листок здоровья.
role-secretary = Секретарь
role-secretary-what = Зачисление, приказы, списки классов.
role-dispatcher = Диспетчер расписания
role-dispatcher-what = Расписание и замены.
role-psychologist = Педагог-психолог, социальный педагог
role-psychologist-what = Сопровождение, без отметок.
role-organiser = Педагог-организатор
role-organiser-what = Внеурочная деятельность.
role-additional = Педагог дополнительного образования
role-additional-what = Журналы кружков.
role-head-of-studies = Заведующий учебной частью
role-head-of-studies-what = Учебные планы и нагрузка.
role-personnel = Кадровая служба
role-personnel-what = Приём и увольнение сотрудников.
role-methodist = Методист
role-methodist-what = Планы уроков и проверка.
role-inspector = Проверяющий
role-inspector-what = Только чтение, на срок, каждый просмотр записывается.
role-coordinator = Муниципальный координатор
role-coordinator-what = Только сводные числа, без имён.

## Журнал изменений

log-about = Записи нельзя ни изменить, ни удалить.
log-volume = Том
log-more = Показать более ранние
log-shown = Показано последних: { $count }
log-all = Показаны все записи: { $count }
log-empty = Записей ещё нет.
log-clamped = время уточнено
volume-registry = Реестр школы
volume-year = Год { $year }
kind-other = Запись вида «{ $kind }»
fate-applied = действует
fate-superseded = заменена более поздней
fate-held = ждёт решения
fate-void = недействительна
fate-unknown = записана новой версией программы

## Проверка целостности

check-about = Журнал перечитает все записи, сверит подписи и цепочки, проверит файлы базы и построит таблицы заново. Ничего не изменится; на большой базе это займёт минуту-две.
check-run = Проверить
check-again = Проверить ещё раз
check-running = Проверяем журнал
check-cancelled = Проверка остановлена.
check-ok = Всё цело. Проверено в { $time }.
check-bad = Найдены повреждения. Проверено в { $time }.
check-bad-what = Не вносите новых данных на этом компьютере. Покажите эту страницу администратору: данные вернут обмен с центральной копией или восстановление из резервной.
check-volume = { $events } { $events ->
        [one] запись
        [few] записи
       *[many] записей
    } в { $chains } { $chains ->
        [one] цепочке
       *[other] цепочках
    }.
check-fate = { $fate } — { $count }
check-waiting = Ждут недостающих записей с других компьютеров: { $count }. Это пройдёт после обмена.
check-volume-ok = Подписи верны, цепочки целы, таблицы сходятся с записями.
check-hash = Отпечаток состояния:
problem-other = { $text }

## Настройки

settings-look = Вид
settings-theme = Оформление
theme-auto = Как в системе
theme-light = Светлое: бумага
theme-dark = Тёмное
theme-contrast = Высокий контраст
settings-size = Размер текста
settings-size-value = { $size } %
settings-size-usual = Обычный
settings-look-what = Действует на этом компьютере, сразу.
settings-about = О программе
about-version = Версия
about-school = Школа
about-year = Учебный год
about-profile = Регламент
about-idle = Блокировка
about-idle-value = через { $minutes } { $minutes ->
        [one] минуту
        [few] минуты
       *[many] минут
    } без действий
about-notices = Сторонние компоненты
about-notices-what = Программа собрана из свободных компонентов. Их лицензии и авторы:

## Ошибки окна

error-window-no-answer = Журнал не ответил. Ничего не потеряно: подождите несколько секунд и повторите. Если не поможет, закройте окно и откройте журнал снова.
error-window-unknown = Действие не выполнено (код «{ $code }»). Ничего не потеряно: повторите, а если не поможет, сообщите код администратору.

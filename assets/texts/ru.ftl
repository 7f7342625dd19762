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
menu-mine = Мои классы
menu-class = Класс { $name }
menu-class-journals = Журналы класса
menu-class-summary = Сводная ведомость
menu-due =
    { $count ->
        [one] { $count } урок без темы
        [few] { $count } урока без темы
       *[many] { $count } уроков без темы
    }
menu-doubts =
    { $count ->
        [one] { $count } запись под вопросом
        [few] { $count } записи под вопросом
       *[many] { $count } записей под вопросом
    }
menu-school = Школа
menu-papers = Бумаги
menu-duties = Обязанности
menu-program = Программа
page-today = Сегодня
page-journal = Журнал
page-journals = Журналы
page-summary = Сводные ведомости
page-classes = Классы
page-import = Импорт
page-structure = К началу года
page-print = Печать
page-archive = Архив
page-destruction = Уничтожение
page-accounts = Учётные записи
page-root = Лист и компьютеры
page-doubts = Под вопросом
page-log = Журнал изменений
page-acts = Важные действия
page-check = Проверка целостности
page-settings = Настройки
status-saved = Всё сохранено
status-saved-at = Сохранено { $time }
status-saving = Сохранение…
status-failed = Не сохранено
status-retry = повторить
lock = Заблокировать
logout = Выйти
menu-password = Сменить пароль…
user-login = Логин: { $login }
key-tab = к следующему полю
key-pages = разделы
key-find = поиск
key-lock = заблокировать
key-move = по клеткам
key-mark = отметка
key-absence = отсутствие
key-down = вниз
key-edit = подробно
key-undo = отменить
key-copy = копировать
key-pupil = найти ученика
key-help = все клавиши
drop-here = Отпустите файл: таблицу журнал прочитает, архив проверит
drop-not-allowed = Загружать такие файлы вам не разрешено: обратитесь к администратору журнала.
drop-busy = Подождите, пока закончится работа с предыдущим файлом.

## Пароли

password-show = Показать
password-hide = Скрыть
password-show-of = Показать: { $field }
password-hide-of = Скрыть: { $field }
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
login-by-sheet = Есть лист восстановления?
login-needed = Наберите логин.
login-hint = От 3 до 40 знаков: буквы, цифры, точка, дефис.
login-wrong = Логин — от 3 до 40 знаков: буквы, цифры, точка, дефис. Без пробелов.
login-demo = Учебная школа
login-demo-what = Люди и отметки вымышлены. Выберите, кем войти.
login-demo-password = Пароль у всех: { $password }
demo-clock = демо-часы { $day }
demo-banner = Учебная школа: фраза её ключей известна всем. Настоящих людей сюда не вносят; списки, архив и чистовики здесь закрыты.
demo-clock-what = Учебная школа живёт этим днём при каждом запуске. Люди и отметки вымышлены.
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
setup-passphrase-hint = Лучше всего четыре-пять слов подряд. Это не пароль администратора.
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
sheet-what = Если все компьютеры школы пропадут, журнал вернут только этот лист и копия данных. Кто владеет листом, владеет журналом: берегите его, как печать.
sheet-how = Напечатайте два экземпляра и храните их в разных местах, например в сейфе директора и в архиве. Третий лист, следующий, сразу запечатайте в конверт: он заменит действующий, если тот пропадёт.
sheet-fingerprint = Отпечаток школы
sheet-fingerprint-what = По отпечатку узнают журнал именно вашей школы. Он не тайный: его печатают на бумагах и сверяют, когда добавляют компьютер.
sheet-groups = Ключ школы
sheet-groups-what = Последний знак каждой группы — проверочный: опечатка при вводе будет видна. Больше журнал этот ключ не покажет.
sheet-papers = Листы на бумаге
sheet-paper-copy-1 = Лист № { $number }, экземпляр 1 из 2
sheet-paper-copy-2 = Лист № { $number }, экземпляр 2 из 2
sheet-paper-sealed = Следующий лист № { $next }, в конверт
sheet-paper-alone = Сначала заберите из принтера первые два. Этот лист не читают: сложите, вложите в конверт и заклейте.
sheet-print = Напечатать
sheet-print-again = Ещё раз
sheet-print-label = Напечатать: { $paper }
sheet-printing = Печатается…
sheet-printed = Напечатан
sheet-spool = Файла журнал не создаёт. Служба печати может держать у себя копию задания до суток: её видит только администратор компьютера.
sheet-save = Сохранить два файла…
sheet-saved = Оба файла сохранены.
sheet-saved-one = Сохранён один файл из двух.
sheet-save-what = Вместо печати отсюда можно сохранить два файла PDF: действующий лист и следующий. Они не зашифрованы; журнал будет напоминать, пока вы их не удалите.
sheet-file-present = Лист восстановления № { $number }.pdf
sheet-file-sealed = Следующий лист восстановления № { $next }, в конверт.pdf
sheet-sealed-first = Следующий лист переписать от руки нельзя: напечатайте или сохраните его.
sheet-files-notice = { $count ->
        [one] Файл листа восстановления лежит на диске: кто его откроет, тот владеет журналом. Напечатайте лист и удалите файл.
       *[other] Файлы листов восстановления лежат на диске ({ $count }): кто их откроет, тот владеет журналом. Напечатайте листы и удалите файлы.
    }
sheet-files-show = Удалить файлы…
sheet-files-title = Файлы листов восстановления
sheet-files-what = Удалять можно, когда листы уже на бумаге: из файла больше не напечатать, а без листа журнал не вернуть.
sheet-files-present = лист № { $number }, два экземпляра
sheet-files-sealed = следующий лист № { $number }, в конверт
sheet-files-away = Файла не видно: диск или флешка вынуты. Вставьте их, чтобы удалить файл.
sheet-files-printed = Два экземпляра листа на бумаге, следующий лист в конверте.
sheet-files-compared = Отпечаток на листе сверен с отпечатком школы:
sheet-files-destroyed = Файлы на вынутых дисках уничтожены.
sheet-files-unsure = Поставьте все отметки: после удаления проверить будет нечего.
sheet-files-later = Позже
sheet-files-delete = Удалить файлы
sheet-files-deleted = Файлы листов удалены. В корзине их нет.
sheet-files-left = Удалены файлы, до которых удалось дойти. Остальные журнал помнит.
sheet-next = Листы готовы, дальше
sheet-back = Показать ключ ещё раз
sheet-confirm-what = Проверим, что лист у вас на бумаге. Ключ теперь скрыт: возьмите напечатанный лист.
sheet-not-saved = Действующий лист не напечатан дважды и не сохранён. Если вы не переписали ключ от руки, вернитесь и напечатайте лист.
sheet-kept = Два экземпляра листа на бумаге и будут храниться в разных местах, следующий лист в конверте.
sheet-kept-wrong = Поставьте отметку, когда оба экземпляра и конверт готовы.
sheet-check = Последняя группа ключа (№ { $number })
sheet-check-hint = Наберите её с бумаги. Строчные и заглавные буквы не различаются.
sheet-check-wrong = Это не последняя группа листа. Сверьте с бумагой: похожие знаки и порядок знаков.
sheet-done = Готово, войти в журнал

## Импорт

import-pick = Выбрать файл…
import-drop = Перетащите сюда файл: { $what }
import-drop-what = Таблица Excel, OpenDocument или CSV. Файл только читается, изменён он не будет.
import-what = Что будет дальше
import-what-1 = Журнал найдёт строку заголовков и поймёт, что в каком столбце. Порядок столбцов и слова в заголовках могут быть любыми.
import-what-2 = Вы увидите, что он добавит, что изменит и какие строки не войдут — с причиной у каждой.
import-what-3 = Только после вашего подтверждения строки попадут в журнал. Тот же файл, загруженный снова, ничего не удвоит.
import-reading = Читаем файл
import-writing = Вносим в журнал
import-writing-what = Можно перейти в другой раздел: работа продолжится.
import-preview = Что будет внесено
import-summary-create = Добавим { $count ->
        [one] { $count } строку
        [few] { $count } строки
       *[many] { $count } строк
    }.
import-summary-update = Изменим { $count ->
        [one] { $count } строку
        [few] { $count } строки
       *[many] { $count } строк
    }.
import-summary-refused = { $count ->
        [0] Войдут все строки.
        [one] Не войдёт { $count } строка.
        [few] Не войдут { $count } строки.
       *[many] Не войдут { $count } строк.
    }
import-nothing = Вносить нечего: в файле нет новых или изменённых строк.
import-new-classes = Появятся новые классы ({ $count }): { $classes }.
import-cancelled = Работа остановлена по вашей просьбе. Что успело попасть в журнал, сохранено целиком; внести файл ещё раз безопасно.
import-again = Другой файл
import-apply = { $count ->
        [0] Внести в журнал
       *[other] Внести в журнал: { $count }
    }
import-columns = Столбцы файла: прочитаны { $used } из { $all }
import-columns-label = Как прочитаны столбцы
import-column-field = В журнале
import-column-header = В файле
import-column-samples = Примеры значений
import-column-unused = не читается
import-groups = Группы строк
import-group-create = Добавить
import-group-update = Изменить
import-group-unchanged = Без изменений
import-group-refused = Не войдут
import-group-warnings = Замечания
import-filter = Найти в этих строках
import-rows = Строки файла
import-none-create = Новых строк в файле нет.
import-none-update = Изменений в файле нет.
import-none-unchanged = Строк, которые уже есть в журнале, нет.
import-none-refused = Войдут все строки.
import-none-warnings = Замечаний нет.
import-copy = Скопировать строки с причинами
import-copied = Строки с причинами скопированы. Вставьте их в Excel: Ctrl+V.
import-save = Сохранить в файл…
import-saved = Строки с причинами сохранены: { $file }.
import-rejected-file = { $file } — не вошло.csv
import-kind = Что в файле
import-kind-pupils = Контингент
import-kind-pupils-what = Обучающиеся по классам: имя, дата рождения, СНИЛС, приказ.
import-kind-staff = Сотрудники
import-kind-staff-what = Должности, предметы, классное руководство.
import-kind-curriculum = Учебный план
import-kind-curriculum-what = Часы в неделю: предметы по параллелям.
import-kind-calendar = Календарь
import-kind-calendar-what = Четверти, каникулы, выходные и перенесённые дни.
import-kind-bells = Звонки
import-kind-bells-what = Начало и конец каждого урока, по сменам.
import-kind-worktypes = Виды работ
import-kind-worktypes-what = Вес, срок проверки, обязательность.
import-kind-lessons = Планы уроков (КТП)
import-kind-lessons-what = Темы, часы и домашние задания одного предмета.
import-lessons-whom = Для каких групп этот план
import-lessons-by-file = Найти по названию файла или таблицы
import-lessons-subject = { $subject }, { $grade } класс
import-lessons-groups = Группы
error-import-other-kind = Журнал прочитал файл другого вида ({ $kind }). Выберите вид файла и прочитайте его ещё раз.
import-done = Внесено в журнал
import-result-created = Добавлено
import-result-updated = Изменено
import-result-unchanged = Осталось без изменений
import-result-classes = Создано классов
import-result-skipped = Пропущено строк
import-result-errors = Строк с ошибками
import-result-left = Строки с ошибками в журнал не вошли. Скопируйте их с причинами, исправьте в файле и загрузите файл ещё раз: уже внесённые не удвоятся.
import-show-classes = Показать классы
import-show-structure = К началу года
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
field-order-number = Номер приказа
field-order-date = Дата приказа
field-personal-file = № личного дела
field-guardian = Родитель
field-guardian-phone = Телефон родителя
field-name = Название
field-number = №
field-position = Должность
field-subjects = Предметы
field-rate = Ставка
field-hired = Принят
field-dismissed = Уволен
field-order = Приказ
field-subject = Предмет
field-area = Предметная область
field-part = Часть плана
field-hours = Часы
field-first = I полугодие
field-second = II полугодие
field-grade-of = { $grade } класс
field-from = Начало
field-to = Конец
field-grades = Параллели
field-kind = Вид
field-schedule = Расписание
field-shift = Смена
field-slot = № урока
field-time = Время
field-short = Кратко
field-weight = Вес
field-days = Дней на проверку
field-obligatory = Обязательная
field-own-topic = Своя тема
field-section = Раздел
field-topic = Тема
field-homework = Домашнее задание
field-date = Дата
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
column-of-staff = Сотрудник
column-of-curriculum = Предмет
column-of-calendar = Период или день
column-of-bells = Урок
column-of-worktypes = Вид работы
column-of-lessons = Тема
column-detail-staff = Должность и обязанности
column-detail-curriculum = Часы в неделю
column-detail-calendar = Даты
column-detail-bells = Время
column-detail-worktypes = Вес и сроки
column-detail-lessons = Часы, домашнее задание
column-position = Должность
column-teaching = Предмет
column-teacher = Учитель
column-hours = Часов
column-problem = Что не так
column-file = Где
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
class-add = Добавить класс
class-add-what = Классы появляются и сами, когда загружают список. Здесь можно завести класс заранее.
class-create = Создать класс
class-created = Создан класс { $name }.
class-letter-wrong = Впишите литеру, например А.
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

## Сегодня

today-day = День
today-previous = К предыдущему дню с уроками
today-next = К следующему дню с уроками
today-free = Уроков нет
today-free-next = Следующий день с вашими уроками — { $date }.
today-free-none = Дальше в этом учебном году ваших уроков нет.
today-no-topic = Тема не записана
today-marks =
    { $count ->
        [one] { $count } отметка
        [few] { $count } отметки
       *[many] { $count } отметок
    }
today-absent =
    { $count ->
        [one] { $count } отсутствует
       *[other] { $count } отсутствуют
    }
today-filled = Заполнен
today-ahead = Впереди
today-lacks = Нет: { $what }
lack-lesson-topic = темы
lack-lesson-homework = домашнего задания
today-unfilled = Не заполнено раньше
today-nothing = Всё, что было раньше, заполнено.
today-date = День
today-slot = Урок
today-group = Журнал
today-what = Чего нет
today-more =
    { $count ->
        [one] И ещё { $count } урок раньше.
        [few] И ещё { $count } урока раньше.
       *[many] И ещё { $count } уроков раньше.
    }

## Журналы классов

journals-of = Журналы { $name }
journals-empty = Журналов пока нет
journals-empty-what = Журналы появятся, когда в школе будут классы, учебные группы и нагрузка.
journals-class-empty = В классе { $name } пока нет учебных групп.
journals-subject = Предмет
journals-teacher = Учитель
journals-hours = Часов в неделю
journals-pupils = Учеников
journals-unfilled = Не заполнено

## Страница журнала

journal-grid = Журнал: { $name }
journal-panel = Урок и клетка
journal-average = Сред.
journal-pupil = Обучающийся
journal-hours = { $hours } ч в неделю
journal-pupils = { $count } чел.
journal-terms = Отчётный период
journal-find = Найти ученика
journal-undo = Отменить
journal-redo = Вернуть
journal-none = Журнал не выбран
journal-none-what = Этот журнал вам не открыт или его больше нет. Выберите другой в меню слева.
journal-no-pupils = В группе пока никого нет
journal-no-pupils-what = Журнал появится, когда в группу зачислят учеников.
journal-no-lessons = В этом периоде уроков нет: расписание ещё не составлено или период ещё не задан.
journal-lesson = Урок { $date }, { $slot }-й
journal-substitute = Замена: { $name }
journal-not-held = Урок не состоялся
lesson-status-merged = Урок объединён с другими группами
lesson-status-moved = Урок перенесён
lesson-status-dropped = Урок не состоялся
lesson-status-self-study = Самостоятельная работа вместо урока
journal-topic = Тема
journal-topic-plan = Тема · КТП № { $number }
journal-topic-russian = Записи в журнале ведут на русском языке.
journal-take-plan = Записать по КТП № { $number }
journal-work = Вид работы для новых отметок
journal-work-title = Название работы
journal-homework = Домашнее задание
journal-homework-until = Домашнее задание · на { $date }
journal-due = Сдать
journal-due-none = без срока
journal-minutes = Минут
journal-dues = Сроки
journal-topic-short = Тема урока
journal-not-written = не записано
journal-work-done = выставлена
journal-work-left = { $marked } из { $of }
journal-until = до { $date }
journal-late = Записано позже срока
journal-refused = «{ $text }» не записано.
journal-give-up = Вернуть как было
journal-late-minutes =
    { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[many] { $minutes } минут
    }
journal-late-field = Опоздание, минут
journal-stated = причину указал классный руководитель
journal-conflict = Двое записали в эту клетку разное. Запишите верное ещё раз.
journal-two-groups = 2 гр.
journal-final-of = Итог группы { $groups }.
journal-final-groups = Две группы поставили итог: { $groups }. Лишний уберите на его странице.
journal-empty = Пусто.
journal-proposed = Не выставлена. Предлагается { $mark }.
journal-figures = Средний { $average }, взвешенный { $weighted }, отметок { $marks }.
journal-no-marks = Отметок в периоде нет.
journal-last = Последняя до этого урока: { $mark } · { $work }, { $date }.
journal-unasked =
    { $lessons ->
        [one] Без отметки { $lessons } урок подряд.
        [few] Без отметки { $lessons } урока подряд.
       *[many] Без отметки { $lessons } уроков подряд.
    }
journal-story = История клетки
journal-story-all = Показать всю историю ({ $lines })
journal-clamped = время уточнено обменом
journal-why = нужна проверка
journal-finals-left =
    { $count ->
        [0] Выставлены всем.
        [one] Не выставлена { $count } ученику.
       *[many] Не выставлены { $count } ученикам.
    }
journal-proposal = { $name }: предлагается { $mark }. Средний { $average }, взвешенный { $weighted }, отметок { $marks }.
journal-take = Выставить { $mark }
journal-take-all =
    { $count ->
        [one] Выставить предложенную ({ $count })
       *[many] Выставить все предложенные ({ $count })
    }
journal-take-all-what = Бледные отметки в столбце станут записанными. Это можно отменить одним действием.
journal-moved = Среднее изменилось: после итоговой добавлены отметки.
journal-differs = Предлагалась { $proposed }, выставлена { $mark }.
journal-grounds = Основание
journal-square-lesson = { $date }, { $slot }-й урок
journal-square-empty = пусто
journal-square-proposed = не выставлена, предлагается { $mark }
journal-square-closed = только чтение
journal-said-locked = Эту клетку изменить нельзя.
journal-said-no-code = «{ $word }» — такого кода нет. Все коды: F1.
journal-said-nothing-to-undo = Отменять и возвращать больше нечего.
journal-said-skipped-locked =
    { $count ->
        [one] { $count } закрытая клетка пропущена.
        [few] { $count } закрытые клетки пропущены.
       *[many] { $count } закрытых клеток пропущено.
    }
journal-said-copied =
    { $count ->
        [one] Скопирована { $count } клетка.
        [few] Скопированы { $count } клетки.
       *[many] Скопировано { $count } клеток.
    }
journal-said-undone =
    { $count ->
        [one] Отменено { $count } изменение.
        [few] Отменены { $count } изменения.
       *[many] Отменено { $count } изменений.
    }
journal-said-redone =
    { $count ->
        [one] Возвращено { $count } изменение.
        [few] Возвращены { $count } изменения.
       *[many] Возвращено { $count } изменений.
    }
journal-said-undo-refused = Отменить нельзя: клетку позже изменили. Посмотрите её историю.
journal-said-too-many = Слишком много клеток сразу: { $count }. За один раз — не больше { $most }.
journal-said-pasted-refused =
    { $count ->
        [one] { $count } клетка не записана: её текст не понят, он оставлен на месте.
        [few] { $count } клетки не записаны: их текст не понят, он оставлен на месте.
       *[many] { $count } клеток не записано: их текст не понят, он оставлен на месте.
    }
journal-wrong-code = «{ $word }» — такого кода нет. Все коды: F1.
journal-wrong-scale = «{ $word }» здесь не ставят: такой отметки нет в шкале.
journal-wrong-absence = «{ $word }» — код отсутствия: в итоговой отметке его не ставят.
journal-wrong-two-absences = Код отсутствия в клетке один.
journal-wrong-minutes = Минуты пишут после опоздания: «оп:15», не больше 45.
journal-wrong-many = В этой клетке столько отметок не ставят.
closed-page-read-only = Этот журнал вы читаете: пишет учитель, который ведёт предмет.
closed-page-not-member = В этот день ученика в группе не было.
closed-page-outside = Этой клетки на странице нет.
closed-term-locked = Период закрыт для правки. Разрешение даёт завуч.
closed-year-closed = Учебный год закрыт: журнал можно только читать.
closed-lesson-future = Урок впереди: отметки ставят в его день, тему и задание — когда угодно.
closed-lesson-not-held = Урок перенесён или не состоялся: отметок в нём не ставят.
closed-finals-early = Итоги ставят в последнюю неделю периода или позже.
closed-final-other = Итоги этого периода ставят на его странице: выберите период наверху.
absence-1 = Отсутствовал(а), причина не указана
absence-2 = Без уважительной причины
absence-3 = По уважительной причине
absence-4 = Болезнь
absence-5 = Опоздание
mark-11 = Зачтено
mark-12 = Не зачтено
mark-13 = Отложена
mark-14 = Освобождён(а)
mark-15 = Не аттестован(а)
mark-16 = Безотметочное обучение
help-title = Все клавиши страницы
help-move = по клеткам
help-row = к началу и концу строки
help-corner = к первой и последней клетке
help-page = на экран вверх и вниз
help-enter = записать и перейти вниз, вверх
help-tab = записать и перейти вправо, влево; из нетронутой клетки — к панели урока
help-edit = исправить подробно
help-append = добавить отметку
help-clear = очистить
help-cancel = оставить как было
help-undo = отменить, вернуть
help-range = выделить несколько клеток, все клетки
help-copy = скопировать, вставить; подходит для Excel
help-fill = заполнить выделенное первой строкой
help-find = найти ученика
help-lesson = предыдущий, следующий урок
help-codes = Коды
help-codes-what = Раскладка и регистр не важны. Знаки подряд складываются: «54» — две отметки, «н4» — отсутствие и отметка за пропущенную работу.

## Сводная ведомость

summary-of = Сводная ведомость { $name }
summary-class = Класс
summary-homeroom = классный руководитель { $name }
summary-missing =
    { $count ->
        [one] не хватает { $count } итоговой отметки
       *[many] не хватает { $count } итоговых отметок
    }
summary-whole = все итоговые отметки на месте
summary-period = Период
summary-decision = Решение педсовета
summary-undecided = не записано
summary-open = Открыть журнал: { $name }
summary-panel = Решение и награды
summary-decide = Решение педсовета
summary-choose-all = Выбрать всех
summary-choose-first = Отметьте в ведомости одного или нескольких учеников.
summary-choose-undecided =
    { $count ->
        [one] Отметить ученика без решения ({ $count })
       *[many] Отметить всех без решения ({ $count })
    }
summary-chosen =
    { $count ->
        [one] Выбран { $count } ученик
        [few] Выбраны { $count } ученика
       *[many] Выбрано { $count } учеников
    }
summary-protocol = Протокол №
summary-protocol-wrong = Укажите номер протокола.
summary-date = Дата протокола
summary-date-wrong = Укажите дату: ДД.ММ.ГГГГ.
summary-save =
    { $count ->
        [one] Записать решение
       *[other] Записать решение ({ $count })
    }
summary-clear = Убрать решение
summary-decided =
    { $count ->
        [one] Решение записано { $count } ученику.
       *[other] Решение записано { $count } ученикам.
    }
summary-cleared =
    { $count ->
        [one] Решение убрано у { $count } ученика.
       *[other] Решение убрано у { $count } учеников.
    }
summary-award = Награды
summary-award-which = Награда
summary-award-give = Записать награду
summary-award-take = Убрать награду
summary-award-given =
    { $count ->
        [one] Награда записана { $count } ученику.
       *[other] Награда записана { $count } ученикам.
    }
summary-award-taken =
    { $count ->
        [one] Награда убрана у { $count } ученика.
       *[other] Награда убрана у { $count } учеников.
    }
summary-no-awards = Школа не ведёт наград в ведомости.
summary-no-subjects = Предметов пока нет
summary-no-subjects-what = Ведомость составится сама, когда у класса будет учебный план и группы.
decision-promoted = переведён(а) в { $to } класс
decision-conditional = условно переведён(а) в { $to } класс
decision-repeat = оставлен(а) на повторный курс обучения в { $to } классе
decision-finished-nine = окончил(а) 9 классов
decision-finished-eleven = окончил(а) 11 классов
decision-admitted = допущен(а) к итоговой аттестации
decision-expelled = отчислен(а)

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
account-admin = Это администратор: новый пароль ему даёт и снимает его только лист восстановления. Возьмите лист и наберите его здесь или на экране входа.
account-by-sheet = Новый пароль по листу…
account-remove = Снять…
account-known = Пароль узнал кто-то…
known-title = Пароль узнал кто-то: { $name }
known-what = Прежний пароль перестанет действовать, человек получит временный. Записанное под прежним паролем с этого дня перестанет считаться; строки останутся в журнале изменений.
known-since = С какого дня пароль могли знать
known-since-hint = Пусто — с сегодняшнего. Граница — последняя контрольная отметка перед этим днём.
known-sheet-hint = Пароль этому человеку даёт только лист восстановления. Строчные и заглавные буквы не различаются.
known-yes = Заменить пароль
known-trusted = Под прежним паролем считается только внесённое до контрольной отметки { $time }. Попросите человека проверить, не пропало ли его собственное: это вносят заново.
known-untrusted = Контрольных отметок ещё не было, поэтому всё, что уже есть на этом компьютере, осталось в силе. Проверьте журнал изменений и исправьте чужое вручную.
reset-admin-title = Новый пароль администратора
reset-admin-what = Прежний пароль перестанет действовать. Временный будет показан один раз.
sheet-typing = Наберите с бумаги действующий лист. Строчные и заглавные буквы не различаются.
remove-title = Снять администратора
remove-title-of = Снять администратора: { $name }
remove-what = Администратора снимает только лист восстановления. Последнего снять нельзя: сначала назначьте другого.
remove-login = Логин администратора
remove-reason = Почему
remove-reason-wrong = Выберите, почему: от этого зависит, что произойдёт.
remove-leaves = Ушёл из школы
remove-leaves-what = Больше ничего не вносит, ни как администратор, ни как учитель.
remove-ceases = Перестал быть администратором
remove-ceases-what = Работает дальше: прочие роли и пароль остаются.
remove-stolen = Украдены пароль или компьютер
remove-stolen-what = Если он остаётся администратором, хватит кнопки «Пароль узнал кто-то».
remove-gone = Человек больше не работает в школе
remove-devices = Какие компьютеры отключить
remove-devices-none = Других компьютеров в журнале нет.
remove-devices-by-sheet = До входа список показывают тому, у кого лист: наберите его и нажмите «Показать компьютеры».
remove-devices-show = Показать компьютеры
remove-will = Что произойдёт
removal-ends = Человек больше ничего не внесёт. Внесённое раньше останется под его именем.
removal-admin-only = Он перестанет быть администратором; остальные его роли останутся.
removal-held = Что придёт от него позже с других компьютеров, будет ждать решения.
removal-void = Записанное под его паролем после последней контрольной отметки перестанет считаться.
removal-void-since = Записанное под его паролем после последней контрольной отметки перед { $date } перестанет считаться.
removal-password = Прежние пароли не действуют: чтобы он вошёл, выдайте временный.
removal-devices = Отключатся компьютеры { $names }: что придёт с них, будет ждать решения.
removal-devices-void = Отключатся компьютеры { $names }: записанное на них позже не считается.
removal-for-good = Снова администратором его не назначить: понадобится новая учётная запись.
remove-yes = Снять администратора
removed = { $name } больше не администратор.
role-needs-end = Роль даётся на срок: выберите последний день.
role-until = Последний день
role-needs-sheet = Администратора назначает только владелец листа восстановления. Наберите с бумаги все группы ключа через пробел.
role-sheet = Группы ключа с листа восстановления
role-sheet-wrong = Наберите группы с листа восстановления.
role-grant-title = { $role }: { $name }
role-grant = Дать
role-revoke = Снять
role-grant-of = Дать роль: { $role }
role-revoke-of = Снять роль: { $role }
role-granted = { $name }: дана роль «{ $role }».
role-revoked = { $name }: снята роль «{ $role }».
slip-title = Временный пароль
slip-what = Запишите его и передайте сотруднику лично. После закрытия этого окна увидеть пароль нельзя, можно только выдать новый.
slip-after = При первом входе журнал попросит заменить его своим.
slip-admin = Прежний пароль этого человека больше не действует: администратор работает под ключом, который дал лист.
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
role-additional-education = Педагог дополнительного образования
role-additional-education-what = Журналы кружков.
role-head-of-studies = Заведующий учебной частью
role-head-of-studies-what = Учебные планы и нагрузка.
role-nurse = Медицинский работник
role-nurse-what = Листок здоровья, без отметок.
role-personnel = Кадровая служба
role-personnel-what = Приём и увольнение сотрудников.
role-methodist = Методист
role-methodist-what = Планы уроков и проверка.
role-inspector = Проверяющий
role-inspector-what = Только чтение, на срок, каждый просмотр записывается.
role-coordinator = Муниципальный координатор
role-coordinator-what = Только сводные числа, без имён.

## Лист восстановления без входа

by-sheet-title = С листом восстановления
by-sheet-what = У кого лист, тот владеет журналом: пароль не нужен. Всё сделанное попадёт в журнал изменений.
by-sheet-reset = Новый пароль администратору
by-sheet-reset-what = Администратор забыл пароль.
by-sheet-remove = Снять администратора
by-sheet-remove-what = Ушёл, не отдаёт права, или его пароль украли, а других администраторов рядом нет.
by-sheet-change = Сменить лист восстановления
by-sheet-change-what = Лист пропал или его видел посторонний. Нужен лист из запечатанного конверта.
by-sheet-leave = Назад ко входу

## Лист и компьютеры

root-present = Действует лист № { $number }
root-what = Группы ключа есть только на бумаге: на компьютере их нет. Проверьте, что оба экземпляра лежат на местах, а конверт со следующим листом запечатан.
root-change = Сменить лист…
root-change-when = Если лист пропал или его видел посторонний. Понадобится лист из запечатанного конверта.
root-former = Прежние листы
root-retired = не действует: сожгите, если остался
root-number = Лист
root-of-number = № { $number }
root-other = Другой документ листа № { $number }, отпечаток документа
root-document = Отпечаток документа
root-acts = Что подписано листом
root-acts-what = Здесь всё, что делали с листом в руках. Если чего-то школа не делала, лист видел посторонний: смените его.
root-acts-none = Листом ещё ничего не подписывали.
root-alarm = Тревога: запечатанный лист № { $number } вскрыли дважды
root-alarm-what = Пришёл второй документ листа с тем же номером: он называет другой запечатанный лист. Этот компьютер остаётся при своём, пока человек не сверит отпечатки.
root-alarm-twice = Если лист в школе сменили дважды по ошибке: вскройте запечатанные листы обоих комплектов и наберите по очереди в «Сменить лист». Который программа не примет, тот комплект сожгите. Принятым смените лист ещё раз.
root-alarm-stranger = Если второй раз никто из школы лист не менял, его видел посторонний. Смените лист сейчас, по запечатанному конверту своего комплекта.
root-alarm-tell = Сообщите директору. Сверьте отпечаток документа на всех компьютерах школы и с записанным на листах. Здесь он такой:
root-settle = Отпечаток документа верного листа
root-settle-hint = 16 знаков: с листа, где его записали при смене, или с компьютера, на котором школа меняла лист.
root-settle-wrong = Наберите отпечаток документа.
root-settle-yes = Признать верным
root-settle-stayed = Этот компьютер остался при своём документе листа № { $number }, второй отклонён.
root-settle-moved = Теперь этот компьютер слушает другой документ листа № { $number }. Выполните обмен: подписанное верными листами придёт.
rotation-title = Смена листа восстановления
rotation-when = Её делают, когда лист пропал или его видел посторонний. Прежний лист перестанет действовать навсегда.
rotation-before = Сначала выполните обмен с другими компьютерами: о чём этот компьютер не знает, то из подписанного прежним листом придётся сделать заново.
rotation-sealed = Группы листа из запечатанного конверта
rotation-sealed-hint = Вскройте конверт «Следующий лист восстановления» и наберите все группы.
rotation-sealed-wrong = Наберите группы листа из конверта.
rotation-present = Группы действующего листа, если он есть
rotation-present-hint = Если листа нет, оставьте пустым: хватит запечатанного.
rotation-open = Дальше
rotation-new = Новый лист № { $number }
rotation-fingerprint = Новый отпечаток школы
rotation-document = Отпечаток документа
rotation-document-write = Запишите на всех новых листах отпечаток документа: по нему отличают лист школы, если запечатанный вскроют дважды.
rotation-signed = Подписан
rotation-signed-both = прежним листом и листом из конверта
rotation-signed-sealed = листом из конверта
rotation-stands = Останется в силе
rotation-stands-what = Подписано прежними листами. Чего школа не делала, отмените потом поодиночке.
rotation-stands-none = Прежними листами ничего не подписано.
rotation-falls = Перестанет действовать
rotation-falls-what = Об этом компьютер знает, но не всё получил. Отмените смену и выполните обмен или сделайте это потом заново новым листом.
rotation-falls-none = Ничего не пропадёт.
rotation-print = Новых листов три: лист № { $number } в двух экземплярах и лист № { $next } для конверта. Напечатайте их сейчас: без них новый ключ пропадёт.
rotation-save-first = Сначала напечатайте все три листа или сохраните оба файла.
rotation-kept = Лист № { $number } напечатан в двух экземплярах, лист № { $next } запечатан в конверт.
rotation-kept-wrong = Поставьте отметку, когда листы напечатаны и конверт запечатан.
rotation-again = Отменить смену
rotation-yes = Заменить лист № { $former } листом № { $number }
rotation-done = Лист сменён, действует № { $number }
rotation-done-fingerprint = Отпечаток школы теперь
rotation-papers = Что сделать с бумагами
rotation-burn-former = Сожгите все экземпляры листа № { $former }.
rotation-burn-opened = Сожгите вскрытый лист из конверта: вместо него два новых экземпляра листа № { $number }.
rotation-seal = Конверт с листом № { $next } храните отдельно от них.
rotation-delete-file = Удалите файлы PDF: журнал напомнит о них администратору и сам их удалит.
rotation-do-again = Что перестало действовать, сделайте заново новым листом.
rotation-close = Бумаги убраны, закрыть
devices-title = Компьютеры
devices-what = Компьютер отключают вместе со снятием администратора, в «Учётных записях». Администраторы меняют пароль на компьютерах, принятых по листу.
device-may = Что на нём делают
device-may-nothing = только читают
device-taken = Принят
device-by-root = по листу восстановления
device-by-admin = администратором
device-cut = отключён
device-works = работает
device-this = этот
devices-one = Других компьютеров в школе пока нет.
capability-journal = журналы
capability-office = канцелярия
capability-witness = контрольные отметки
capability-stamp = печать и штамп
capability-other = другое

## Под вопросом, кто писал

doubts-about = Кто внёс запись, неясно: она ждёт и в журнале не показана
doubts-mine = Мои записи
doubts-by-computer = По компьютерам
doubts-mine-what = Эти записи подписаны вашим именем, но журнал не может этого проверить. Ваши — запишите заново: они появятся в журнале и уйдут из списка. Если какой-то вы не вносили, не записывайте её и скажите администратору: ваш пароль мог узнать кто-то.
doubts-mine-none = Ваших записей под вопросом нет
doubts-mine-none-what = Сюда попадает то, о чём неясно, вы ли это внесли: например, на ноутбуке под прежним паролем после того, как вы его сменили.
doubts-others-what = Каждый увидит свои записи при входе и запишет их заново. Много записей с одного компьютера — повод спросить, у кого он и не знает ли кто чужой пароль.
doubts-others-none = Записей под вопросом нет
doubts-others-none-what = Здесь по компьютерам стоят записи, о которых неясно, кто их внёс.
doubts-entry = Запись
doubts-shown = Сейчас в журнале
doubts-shown-nothing = пусто
doubts-author = От чьего имени
doubts-why = Почему ждёт
doubts-computer = Компьютер «{ $name }»
doubts-anew = не записывают: закрытие, ключ или право задают заново
doubts-choose = Выбрать: { $what }
doubts-choose-all = Выбрать все
doubts-write-all =
    { $count ->
        [one] Записать заново
       *[other] Записать заново все ({ $count })
    }
doubts-write-some = Записать заново выбранные ({ $count })
doubts-write-what = Запись встанет на своё место от вашего имени, сегодняшним числом внесения.
doubts-write-foreign = Если автора уже не спросить, выберите записи: они встанут на место от вашего имени.
doubts-write-title =
    { $count ->
        [one] Записать заново { $count } запись?
        [few] Записать заново { $count } записи?
       *[many] Записать заново { $count } записей?
    }
doubts-confirm = Вы подтверждаете, что внесли это сами. В журнале сейчас может стоять другое: оно будет заменено.
doubts-confirm-foreign = Записи станут вашими: отвечать за них будете вы. В журнале сейчас может стоять другое: оно будет заменено.
doubts-write-yes = Записать заново
doubts-written =
    { $count ->
        [one] Записана { $count } запись.
        [few] Записаны { $count } записи.
       *[many] Записано { $count } записей.
    }
doubts-notice-replaced =
    { $count ->
        [one] { $count } запись под вашим прежним паролем не была известна, когда вы его сменили: она ваша?
        [few] { $count } записи под вашим прежним паролем не были известны, когда вы его сменили: они ваши?
       *[many] { $count } записей под вашим прежним паролем не были известны, когда вы его сменили: они ваши?
    }
doubts-notice =
    { $count ->
        [one] { $count } запись от вашего имени ждёт: неясно, вы ли её внесли.
        [few] { $count } записи от вашего имени ждут: неясно, вы ли их внесли.
       *[many] { $count } записей от вашего имени ждут: неясно, вы ли их внесли.
    }
doubts-show = Посмотреть
doubts-later = Позже
doubt-other = причина записана новой версией программы
notices-label = Важное
opened-title = Открывшиеся закрытия
opened-what = Эти закрытия и прекращения прав больше не действуют, и то, что они закрывали, снова можно менять. Закрыть снова может тот, кто ставил, или другой с теми же правами.
opened-cut = Что открылось
opened-where = Где
opened-why = Почему не действует
opened-who = Кто ставил
opened-you = вы
opened-again = Закрыть снова
opened-again-title = Закрыть снова?
opened-again-what = Закрытие встанет заново от вашего имени. Что внесли, пока оно не действовало, останется.
opened-again-done = Закрыто снова.
opened-by-sheet = ставят листом восстановления
opened-none = Все закрытия действуют
opened-none-what = Если закрытие потеряет силу, например потому, что пароль его автора узнал кто-то, оно появится здесь.
late-title = Ждёт приёма
late-what = Эти компьютеры прислали больше, чем принимают за день. Лишнее ничего не потеряло и принимается каждый день по порядку. Если так и должно быть (загрузили списки, компьютер долго был без связи), примите всё сразу. Если никто в школе столько не вносил, отключите компьютер: программа на нём может быть чужой.
late-computer = Компьютер
late-unnamed = без имени ({ $id })
late-count = Записей
late-events = { $count }
late-size = Объём
late-acts = Что сделать
late-since = Ждёт с
late-until = Будет принято
late-until-day = к { $date }
late-until-cut = не принимается: компьютер отключён
late-here = Принять на этом компьютере…
late-everywhere = Принимать везде…
late-here-title = Принять всё сейчас на этом компьютере?
late-here-what =
    { $count ->
        [one] Будет принята { $count } запись
        [few] Будут приняты { $count } записи
       *[many] Будет принято { $count } записей
    } компьютера «{ $name }». На других компьютерах остальное придёт само, по дням.
late-here-yes = Принять всё
late-everywhere-title = Принимать всё от компьютера «{ $name }» везде?
late-everywhere-what = Все компьютеры школы примут сразу и то, что ждёт, и всё, что он пришлёт потом. Запись об этом увидят в журнале изменений.
late-everywhere-yes = Принимать везде
late-let-in = Принято всё, что ждало от компьютера «{ $name }».
late-none = Ничего не ждёт приёма
late-none-what = Если какой-то компьютер пришлёт за день слишком много, лишнее подождёт здесь.

## Важные действия

acts-about = Кто дал пароль или права, кого убрали, что уничтожают. Видно каждому в школе.
acts-what = Что сделано
acts-whom = О ком, о чём
acts-who = Кто
acts-device = Компьютер
acts-state = Состояние
acts-mine = вы
acts-sheet = лист восстановления № { $number }
acts-itself = сам компьютер
acts-none = Пока ничего такого не делали
acts-none-what = Здесь появится каждый выданный пароль, роль, снятие, смена листа и уничтожение.
law-act-password-first = первый пароль
law-act-password = новый временный пароль
law-act-admin = назначение администратором
law-act-role = роль «{ $role }»
law-act-role-ended = снята роль «{ $role }»
law-act-role-over = закончился срок роли «{ $role }»
law-act-rights-ended = сокращены права
law-act-admin-removed = снятие с администраторов
law-act-closed = учётная запись закрыта
law-act-passwords-void = внесённое под прежними паролями не считается
law-act-computer-cut = компьютер отключён
law-act-computer-limited = компьютеру сокращены права
law-act-root = сменён лист восстановления, теперь № { $number }
law-act-destruction = предложено уничтожить журнал, акт № { $number }
law-act-destruction-confirmed = подтверждено уничтожение журнала, акт № { $number }
law-act-destruction-spared = уничтожение журнала отменено
law-act-erasure = стирание личных данных по отзыву согласия
law-act-erasure-spared = стирание личных данных отменено
law-act-other = действие новой версии программы
law-state-effective = действует
law-state-held = ждёт решения
law-state-void = не действует
law-sheet = лист № { $number }
law-all-groups = все группы
news-title = С прошлого входа
news-what = Это сделали с вашей учётной записью. Прочитайте перед работой.
news-password = Вам выдали новый временный пароль.
news-admin = Вас назначили администратором.
news-role = Вам дали роль «{ $role }».
news-role-ended = С вас сняли роль «{ $role }».
news-role-over = Срок вашей роли «{ $role }» закончился.
news-rights-ended = Вам сократили права.
news-admin-removed = Вас сняли с администраторов.
news-closed = Вашу учётную запись закрывали.
news-passwords-void = Часть внесённого под вашими прежними паролями больше не считается: пароль мог знать посторонний.
news-other = С вашей учётной записью сделано: { $what }.
news-by = { $who }, компьютер «{ $device }»
news-by-you = От вашего имени, компьютер «{ $device }»
news-held = Пока не действует: ждёт решения.
news-void = Не действует.
news-strange = Если это сделали без вас, скажите директору и другому администратору. Список открыт всем в разделе «Важные действия».
news-more =
    { $count ->
        [one] И ещё { $count } действие: все они в «Важных действиях».
        [few] И ещё { $count } действия: все они в «Важных действиях».
       *[many] И ещё { $count } действий: все они в «Важных действиях».
    }
news-read = Прочитано, дальше

## Уничтожение

destruction-years = Годы
destruction-what = Журнал года уничтожают после срока хранения, по акту с двумя подписями. Сначала карантин 30 дней: год скрыт, но цел, и его можно вернуть.
destruction-propose = Предложить акт…
destruction-propose-title = Уничтожить журнал года
destruction-propose-what = Один акт ничего не уничтожает: его должен подтвердить другой администратор или лист восстановления. Сначала проверьте, что архив года есть на двух носителях.
destruction-propose-yes = Предложить
destruction-year = Учебный год
destruction-act = Номер акта
destruction-act-hint = Как на бумаге, например «3-ун».
destruction-act-wrong = Напишите номер акта.
destruction-date = Дата акта
destruction-date-wrong = Выберите дату акта.
destruction-years-none = Сейчас уничтожать нечего
destruction-years-none-what = Здесь нет года, который закрыт и срок хранения которого прошёл. Что с каждым:
destruction-years-others = Остальные годы
destruction-year-ready = можно уничтожить
destruction-year-present = идёт сейчас
destruction-year-open = не закрыт
destruction-year-young = закрыт { $closed }, хранить до { $free }
destruction-year-term-unknown = закрыт { $closed }, срок хранения не задан
destruction-year-held = закрыт { $closed }, задержан архивом
destruction-year-proposed = закрыт { $closed }, акт ждёт второй подписи
destruction-year-condemned = закрыт { $closed }, уничтожение подтверждено
destruction-year-quarantined = в карантине
destruction-year-gone = удалён с этого компьютера
destruction-year-elsewhere = на этом компьютере его нет: выполните обмен или предложите акт там, где он есть
destruction-files = Какие дела архива уничтожить вместе с ним
destruction-file = { $index } «{ $title }»
destruction-file-open = дело не закрыто
destruction-file-young = хранить до { $free }
destruction-file-term-unknown = срок хранения не задан
destruction-file-held = задержано архивом
destruction-proposed-now = Акт об уничтожении { $year } записан и ждёт второй подписи.
destruction-of = Журнал { $year }
destruction-act-of = Акт № { $act } от { $date }
destruction-signed = Подписали: { $first }
destruction-sheet = лист восстановления
destruction-is-proposed = предложено
destruction-is-confirmed = подтверждено
destruction-is-gone = удалён с этого компьютера
destruction-is-spared = отменено
destruction-day = карантин: день { $day } из { $of }
destruction-proposed-what = Ждёт второй подписи: другого администратора или листа восстановления. Пока её нет, ничего не происходит.
destruction-confirmed-what = Карантин на этом компьютере ещё не начался: года здесь нет, он не закрыт или срок хранения не прошёл по часам компьютера.
destruction-quarantine-what = Год скрыт, но цел. День засчитывается, когда за сутки пришла контрольная отметка.
destruction-dates = Дней по календарю этого компьютера: { $dates } из { $of }.
destruction-gone-what = На этом компьютере журнала этого года больше нет. Копии на флешках и в центральной копии удаляют вручную, по списку в акте.
destruction-buried = Удалён:
destruction-confirm = Подтвердить…
destruction-confirm-title = Подтвердить уничтожение журнала { $year }?
destruction-confirm-what = Акт № { $act }. После второй подписи компьютеры школы скроют журнал { $year } и через 30 дней удалят его. До тех пор акт можно отменить.
destruction-confirm-by = Кто подписывает
destruction-confirm-own = Этот акт подписали вы, вторая подпись должна быть чужой: пусть подтвердит другой администратор под своим именем. Если его нет, наберите лист восстановления.
destruction-by-name = Я: { $name }
destruction-by-name-what = Как второй администратор.
destruction-by-sheet = Лист восстановления
destruction-by-sheet-what = Если администратор в школе один.
destruction-confirm-yes = Подтвердить уничтожение
destruction-confirmed-now = Уничтожение журнала { $year } подтверждено.
destruction-withdraw = Отозвать…
destruction-spare = Вернуть журнал…
destruction-spare-title = Отменить уничтожение журнала { $year }?
destruction-spare-what = Акт потеряет силу на всех компьютерах, год из карантина вернётся. Чтобы уничтожить его потом, нужен новый акт.
destruction-spared-now = Уничтожение журнала { $year } отменено.
destruction-finish = Закончить вручную…
destruction-finish-title = Удалить журнал { $year } с этого компьютера?
destruction-finish-what = Карантин прошёл, а контрольных отметок в школе никто не ставит, поэтому закончить нужно вручную. Вернуть журнал после этого будет нельзя.
destruction-finish-yes = Удалить навсегда
destruction-finished-now = Журнал { $year } удалён с этого компьютера.
destruction-none = Актов об уничтожении нет
destruction-none-what = Акт составляют, когда срок хранения года прошёл, а архив года сохранён. Торопиться некуда: без акта журнал хранится сколько угодно.
quarantine-notice = Журнал { $year } уничтожают по акту № { $act }: день { $day } из { $of }. Подписали: { $signed }. Пока он цел, акт можно отменить.
quarantine-show = Подробнее
spare-reason = Причина
spare-reason-hint = Её увидят в журнале изменений.
spare-reason-wrong = Напишите причину.
spare-yes = Отменить акт
erasures-title = Личные данные
erasures-what = По отзыву согласия стирают контакты, место работы родителей и заметки. Имя, адрес и отметки остаются: их хранят по закону.
erase = Стереть данные…
erase-title = Стереть данные по отзыву согласия
erase-what = Данные скроются сразу и сотрутся через 7 дней; до тех пор администратор может их вернуть.
erase-choose = выберите
erase-class-first = сначала класс
erase-person = Ученик
erase-person-wrong = Выберите класс и ученика.
erase-basis = Основание
erase-basis-hint = Например: отзыв согласия № 12 от 14.05.2027.
erase-basis-wrong = Напишите основание: номер и дату отзыва.
erase-yes = Стереть
erase-done = Данные скрыты и сотрутся через 7 дней: { $name }.
erase-whose = Чьи данные
erase-signed = Кто и когда
erase-day = скрыты, день { $day } из { $of }
erase-is-spared = возвращены
erase-is-erased = стёрты на этом компьютере
erase-spare = Вернуть…
erase-spare-of = Вернуть данные: { $name }
erase-spare-title = Вернуть данные: { $name }?
erase-spare-yes = Вернуть данные
erase-spare-what = Данные снова будут видны там, где они ещё не стёрты.
erase-spared-now = Данные возвращены: { $name }.
erasures-none = Данных по отзыву согласия не стирали
erasures-none-what = Когда семья отзывает согласие, выберите «Стереть данные» и укажите основание.

## К началу года

structure-about = Всё, без чего год не начать, в том порядке, в каком это удобно делать. Начните с первой незакрытой строки.
structure-all-ready = Всё готово: уроки разложены, журналы можно вести.
structure-done = Готово { $done } из { $all }
structure-back = К списку
ready-pupils = Контингент
ready-classes = Классы
ready-staff = Сотрудники
ready-accounts = Учётные записи сотрудников
ready-curriculum = Учебный план
ready-calendar = Календарь
ready-bells = Звонки
ready-worktypes = Виды работ
ready-groups = Учебные группы
ready-loads = Нагрузка учителей
ready-week = Расписание на неделю
ready-lessons = Планы уроков (КТП)
ready-other = { $what }
ready-yes = готово: { $count }
ready-yes-pupils = { $count ->
        [one] { $count } обучающийся
        [few] { $count } обучающихся
       *[many] { $count } обучающихся
    }
ready-yes-staff = { $count ->
        [one] { $count } сотрудник
        [few] { $count } сотрудника
       *[many] { $count } сотрудников
    }
ready-yes-accounts = { $count ->
        [one] { $count } запись
        [few] { $count } записи
       *[many] { $count } записей
    }
ready-yes-curriculum = { $count ->
        [one] { $count } предмет
        [few] { $count } предмета
       *[many] { $count } предметов
    }
ready-yes-calendar = { $count ->
        [one] { $count } период
        [few] { $count } периода
       *[many] { $count } периодов
    }
ready-yes-bells = { $count ->
        [one] { $count } расписание звонков
        [few] { $count } расписания звонков
       *[many] { $count } расписаний звонков
    }
ready-yes-worktypes = { $count ->
        [one] { $count } вид работ
        [few] { $count } вида работ
       *[many] { $count } видов работ
    }
ready-yes-groups = { $count ->
        [one] { $count } группа
        [few] { $count } группы
       *[many] { $count } групп
    }
ready-yes-week = { $count ->
        [one] { $count } урок за год
        [few] { $count } урока за год
       *[many] { $count } уроков за год
    }
ready-yes-loads = у всех групп ({ $count }) есть учитель
ready-yes-lessons = у всех групп ({ $count }) есть план
ready-none = ещё нет
ready-lacks = { $count ->
        [0] не хватает { $lacks }
       *[other] есть { $count }, не хватает { $lacks }
    }
ready-more = ещё { $count }
ready-go-pupils = Загрузить контингент
ready-go-staff = Загрузить сотрудников
ready-go-curriculum = Загрузить план
ready-go-calendar = Загрузить календарь
ready-go-bells = Загрузить звонки
ready-go-worktypes = Загрузить виды работ
ready-go-lessons = Загрузить КТП
ready-go-accounts = Завести записи
ready-go-groups = Предложить группы
ready-go-loads = Назначить учителей
ready-go-other = Открыть
ready-go-week = Составить неделю

staff-accounts = Учётные записи сотрудников
staff-what = Журнал заведёт учётную запись каждому сотруднику из списка, у которого её ещё нет: логин по фамилии, роль по должности, временный пароль. При первом входе каждый заменит его своим.
staff-warning = Пароли будут показаны один раз. Приготовьте принтер: листки с паролями нужно напечатать, разрезать и раздать лично под роспись.
staff-make = Завести записи и показать пароли
staff-making = Заводим учётные записи
staff-cancelled = Работа остановлена. Заведённые записи остались; пароль любой из них можно выдать заново в разделе «Учётные записи».
staff-none = Заводить некому: у всех сотрудников из списка учётные записи уже есть ({ $count }).
staff-made = Заведено { $count ->
        [one] { $count } запись
        [few] { $count } записи
       *[many] { $count } записей
    }.
staff-once = Эти пароли больше нигде не появятся: напечатайте или скопируйте их сейчас.
staff-print = Напечатать листки…
slips-print-title = Листки с паролями
slips-print-what = По двенадцать на странице: разрежьте и раздайте лично. Встаньте у принтера до начала печати.
slips-printed = Листки напечатаны на принтере { $printer }. Не оставляйте их в лотке.
slip-paper-after = При первом входе журнал попросит заменить пароль своим. Листок затем уничтожьте.
staff-copy = Скопировать таблицу
slips-copied = Таблица скопирована. Вставьте её, напечатайте и сотрите: пароли не хранят.
staff-close = Пароли розданы, закрыть
staff-close-title = Больше не показывать пароли?
staff-close-what = Увидеть их снова нельзя. Кому листка не хватит, тому новый временный пароль выдают в разделе «Учётные записи».

propose = Предложить
propose-again = Предложить заново
propose-apply = Внести в журнал
propose-cancelled = Работа остановлена, в журнале ничего не изменилось.
hours = { $hours } ч
gaps = Чего не хватает
gaps-none = Пробелов нет.
gap-where = Класс
gap-what = Предмет
groups-title = Учебные группы и нагрузка
groups-what = По учебному плану, классам и списку сотрудников журнал предложит учебную группу на каждый предмет каждого класса и учителя к ней. Сначала вы посмотрите, потом внесёте. Назначенные раньше учителя останутся.
groups-proposing = Составляем группы и нагрузку
groups-applied = Группы и нагрузка внесены.
groups-nothing = Вносить нечего: все группы и нагрузка уже в журнале.
groups-summary = Создадим групп: { $create }, изменим: { $load }, без изменений: { $same }, без учителя: { $gaps }.
groups-views = Как смотреть
groups-by-classes = По классам
groups-by-teachers = По учителям
groups-by-gaps = Без учителя
groups-no-teacher = учителя нет
groups-lacking = без учителя: { $gaps }
groups-total = Всего в неделю
group-create = новая
group-load = новый учитель
group-hours = новые часы
group-same = без изменений
week-title = Расписание на неделю
week-what = Журнал разложит часы учебного плана по дням так, чтобы ни учитель, ни класс, ни кабинет не понадобились дважды в одно время, и по календарю выпишет уроки на весь год.
week-proposing = Составляем неделю
week-applied = Неделя внесена, уроки года разложены.
week-summary = Уроков в неделю: { $placed }, за год: { $lessons }, не нашлось места: { $gaps }.
week-nothing = Эта неделя уже внесена.
week-gaps = Не нашлось места
week-lessons = { $count ->
        [one] { $count } урок
        [few] { $count } урока
       *[many] { $count } уроков
    }
week-of = Неделя: { $name }
week-slot = Номер урока
weekday-1 = Понедельник
weekday-2 = Вторник
weekday-3 = Среда
weekday-4 = Четверг
weekday-5 = Пятница
weekday-6 = Суббота
weekday-7 = Воскресенье

## Печать

print-what = Какая бумага
print-class = Какого класса
print-build = Показать: { $paper } { $class }
print-building = Собираем страницы
print-cancelled = Сборка остановлена.
print-empty-what = Печатать можно, когда в журнале появятся классы.
print-about = Страницы появятся такими, какими их напечатает принтер. Черновик можно сохранить в любое время; чистовой экземпляр — когда всё заполнено, на компьютере со штампом школы.
preview-journal = Классный журнал
preview-journal-what = Обложка, оглавление, развороты по предметам, пропуски, сведения об обучающихся, сводная ведомость, исправления, лист-заверитель.
preview-summary = Сводная ведомость
preview-summary-what = Итоговые отметки класса и решения педсовета на одном листе.
preview-size = { $pages ->
        [one] { $pages } страница
        [few] { $pages } страницы
       *[many] { $pages } страниц
    }, { $sheets ->
        [one] { $sheets } лист
        [few] { $sheets } листа
       *[many] { $sheets } листов
    }, { $volumes ->
        [one] { $volumes } том
        [few] { $volumes } тома
       *[many] { $volumes } томов
    }
preview-close = Другая бумага
preview-draft = Сохранить черновик…
preview-final = Напечатать начисто…
preview-print = Печать…
preview-print-final = Печать…
preview-file = { $title } { $year }{ $kind ->
        [draft] {" "}(черновик)
       *[final] {""}
    }.pdf
preview-saving = Записываем PDF
preview-page = Страница { $page }
preview-at = { $page } из { $pages }
preview-go = Перейти к странице
preview-go-short = № страницы
preview-spreads = Разворотами
preview-zoom = Масштаб
preview-zoom-width = по ширине
preview-zoom-page = страница целиком
preview-sections = Содержание
preview-no-final = Чистовой экземпляр печатают на компьютере со штампом школы те, кому разрешена печать.
preview-saved-draft = Черновик сохранён
preview-saved-final = Чистовой экземпляр сохранён
preview-saved-file = { $file }: { $files ->
        [one] { $files } файл
        [few] { $files } файла
       *[many] { $files } файлов
    }, { $pages ->
        [one] { $pages } страница
        [few] { $pages } страницы
       *[many] { $pages } страниц
    }, { $sheets ->
        [one] { $sheets } лист
        [few] { $sheets } листа
       *[many] { $sheets } листов
    } при двусторонней печати.
preview-checkpoint = Контрольное число на каждом листе:
preview-hash = BLAKE3 файла:
preview-clear-text = Файл не зашифрован: храните его там, где личные данные защищены.
lacks = До чистовой печати
lacks-none = Всё заполнено.
lacks-count = { $count ->
        [1] Не хватает одного:
       *[other] Не хватает ({ $count }):
    }
lacks-all = Показать все ({ $count })
lack-other = { $code }
lack-go = Открыть журнал
final-title = Напечатать начисто: { $title }?
final-what = Чистовой экземпляр подшивают и хранят. В нём { $sheets ->
        [one] { $sheets } лист
        [few] { $sheets } листа
       *[many] { $sheets } листов
    }, на каждом будет контрольное число, а в журнале изменений останется запись о печати. Сначала посмотрите страницы.
final-password = Ваш пароль
final-password-hint = Печать начисто подписывается от вашего имени.
final-yes = Выбрать место и сделать чистовик
print-title = Печать: { $title }
printer = Принтер
printer-option = { $name }{ $queue ->
        [paused] {" "}(остановлен)
        [refusing] {" "}(не принимает задания)
       *[ready] {""}
    }
printer-paused = Принтер остановлен: нет бумаги, ошибка, или его остановили. Проверьте его и запустите в настройках печати компьютера.
printer-refusing = Принтер не принимает задания. Включите приём в настройках печати компьютера или выберите другой.
printers-asking = Ищем принтеры…
printers-again = Проверить снова
printers-none-title = Принтеров нет.
printers-none = Включите принтер и добавьте его в настройках печати компьютера. Можно сохранить PDF и напечатать на другом компьютере.
printers-service = Служба печати компьютера (CUPS) не запущена. Запустите её или перезагрузите компьютер. Можно сохранить PDF и напечатать на другом компьютере.
printers-program = На компьютере нет службы печати (CUPS). Попросите установить пакеты cups и cups-client. Можно сохранить PDF и напечатать на другом компьютере.
printers-system = В этой системе бумаги печатают из файла: сохраните PDF, откройте его и напечатайте.
print-copies = Экземпляров
print-copies-wrong = От 1 до { $most }.
print-pages = Страницы
print-pages-all = все { $total }
print-pages-hint = Например 3–8. Пусто — все.
print-pages-wrong = Напишите номера от 1 до { $total }, например 3–8.
print-sides = Стороны листа
print-sides-one = с одной стороны
print-sides-long = с двух сторон, переворот по длинному краю
print-sides-short = с двух сторон, переворот по короткому краю
print-save = Сохранить PDF…
print-yes = Напечатать
print-system = Окно печати системы…
print-sent = Отправлено на принтер { $printer }: { $pages ->
        [one] { $pages } страница
        [few] { $pages } страницы
       *[many] { $pages } страниц
    }, { $copies ->
        [one] { $copies } экземпляр
        [few] { $copies } экземпляра
       *[many] { $copies } экземпляров
    }.
print-job-journal = Классный журнал
print-job-summary = Сводная ведомость
print-job-secret = Документ журнала
stage-sending = Отправляем на принтер
error-paper-page = Такой страницы нет. Соберите бумагу ещё раз.
error-paper-page-damaged = Страница не читается. Соберите бумагу ещё раз; если не поможет, сообщите разработчикам.

## Архив

archive-shelf = Тома на полке
archive-year = Год { $year }
archive-year-open = год открыт
archive-year-interim = промежуточный архив
archive-year-archived = архив сделан
archive-what = Архив — один файл ZIP на многие годы: все журналы и ведомости в PDF, открытые таблицы, сами записи с подписями и опись. Его прочтут и проверят и без этой программы.
archive-open-what = Пока год не закрыт, архив будет промежуточным, с такой пометкой: это снимок на сегодня, а не дело на хранение.
archive-make = Архивировать год…
archive-make-title = Архивировать год { $year }?
archive-make-what = Архив не зашифрован: имена, отметки и личные данные уйдут из программы открытым текстом туда, куда вы укажете. Выберите защищённое место, не общую папку и не почту.
archive-making = Собираем архив
archive-file = Архив журнала { $year }.zip
archive-made = Архив готов
archive-made-interim = Промежуточный архив готов
archive-made-next = Проверьте файл, запишите отпечаток и положите копии в два разных места.
archive-file-name = Файл
archive-inside = Внутри
archive-inside-files = файлов { $files }, страниц { $pages }
archive-fingerprint = Отпечаток школы
archive-manifest-hash = BLAKE3 описи
archive-verify = Проверить архив…
archive-verifying = Проверяем архив
archive-cancelled = Работа остановлена.
archive-trust-title = Чей это архив
archive-own = Отпечаток вашей школы:
archive-trust = Сверять с отпечатком
archive-trust-hint = Пусто — с отпечатком вашей школы. Для чужого архива наберите отпечаток с листа-заверителя.
archive-trust-wrong = В отпечатке 16 знаков: буквы A–Z и цифры от 2 до 7. Пока он набран не весь, сверим с отпечатком вашей школы.
archive-drop = Файл ZIP можно бросить в окно из любого раздела: журнал его проверит и ничего не изменит.
archive-itself = сам архив
archive-changed = Изменён файл
archive-added = Лишний файл, в описи его нет
archive-removed = Файла нет, а в описи он есть
archive-not-canonical = Архив собран или пересобран другой программой
archive-manifest = Опись не читается или не сходится с файлами
archive-signature = Подпись под описью неверна
archive-ledger = { $why ->
        [limit] Записей больше, чем бывает в архиве года
       *[other] Записи журнала внутри не сходятся с подписями
    }
archive-too-large = Файл больше { $gb } ГБ: таким архив журнала не бывает
archive-untrue-cell = Строка { $row }, столбец «{ $column }»: здесь «{ $here }», по записям журнала «{ $ledger }»
archive-untrue-removed = Строки { $row } нет, а по записям журнала она есть: { $ledger }
archive-untrue-row = Строка { $row } лишняя, записей о ней нет: { $here }
archive-untrue-form = Строка { $row } устроена не так, как её пишет журнал
archive-untrue-file = Файл не такой, каким он выходит из записей журнала
archive-untrue-paper = Бумага не напечатана начисто и не такая, какой она выходит из записей журнала
archive-untrue-added = Лишний файл: из записей журнала он не выходит
archive-untrue-missing = Файла нет, а из записей журнала он выходит
archive-untrue-order = Файлы стоят не в том порядке
archive-untrue-label = { $what ->
        [school] Название школы в описи не то, что в записях журнала
       *[other] В описи сказано не то, что в записях журнала, о том, закрыт ли год
    }
archive-untrue-cut = Записи обрываются раньше, чем подписал свидетель школы. Не хватает концов цепочек: { $count }
archive-untrue-waits = Записи ссылаются на другие, которых в архиве нет: { $count }
archive-untrue-unread = Записи внутри не складываются в журнал школы: сверить таблицы и бумаги не с чем
archive-draft = Черновик другой версии программы: он ничего не доказывает
archive-key = Ключ подписи не принадлежит школе, названной в описи
archive-too-old = Архив сделан пробной версией программы, его записи не читаются. Сделайте архив заново
archive-problem-other = Нарушение «{ $code }»
verdict-title = { $school }, { $year }
verdict-no-archive = Не читается
verdict-no-archive-what = Это не архив журнала или он повреждён так, что описи не прочесть. Возьмите другую копию.
verdict-unreadable = Неизвестно, что это за файл
verdict-of = { $file }, проверен в { $time }
verdict-intact = Цел
verdict-intact-what = С тех пор как архив подписан, в нём ничего не изменено, не добавлено и не удалено.
verdict-damaged = Изменён
verdict-damaged-what = Это уже не тот архив, который подписали. Возьмите другую копию и проверьте её.
verdict-authentic = Подлинный
verdict-not-authentic = Не подтверждён
verdict-authentic-what = Подписан ключом школы, отпечатку которой вы доверяете.
verdict-authentic-damaged = Подлинность изменённого архива подтвердить нельзя.
verdict-authentic-nothing = Сверить не с чем: наберите отпечаток с листа-заверителя и проверьте архив ещё раз.
verdict-authentic-other = Подписан другим ключом. Если это архив другой школы, наберите её отпечаток с листа-заверителя и проверьте файл ещё раз.
verdict-true = Верен записям
verdict-true-what = Таблицы и бумаги заново получены из подписанных записей внутри архива и совпали.
verdict-untrue = Расходится с записями
verdict-untrue-what = Таблицы или бумаги говорят не то, что подписанные записи внутри. Верьте записям: ниже сказано, где расхождение.
verdict-unfolded = Не сверен с записями
verdict-unfolded-what = Записи внутри не складываются в журнал школы, сверять не с чем. Возьмите другую копию или спросите школу.
verdict-unfolded-damaged = Таблицы изменённого архива сверять не с чем.
verdict-drafts = Черновиков другой версии программы, которые ничего не доказывают: { $count }
verdict-findings = Что найдено
verdict-problems = { $count ->
        [1] Найдено нарушение
       *[other] Найдено нарушений: { $count }
    }
verdict-doubts = Почему не подтверждён
verdict-signed = Отпечаток в архиве
verdict-trusted = Отпечаток, с которым сверяли
verdict-compare = Сверка
verdict-same = совпадают
verdict-differs = не совпадают, отличия подчёркнуты
verdict-made = Составлен
verdict-interim = промежуточный
verdict-inside = файлов { $files }, записей журнала { $events }
megabytes = { $size } МБ

## Журнал изменений

log-about = Записи нельзя ни изменить, ни удалить.
log-volume = Том
log-more = Показать более ранние
log-shown = Показано последних: { $count }
log-all = Показаны все записи: { $count }
log-empty = Записей ещё нет.
log-fresh = Есть новые записи: показать
log-clamped = время уточнено
volume-registry = Реестр школы
volume-year = Год { $year }
kind-admit = Присланное компьютером принимается сразу
kind-buried = Журнал года удалён с компьютера
kind-heads = Часть списка записей
kind-other = Запись вида «{ $kind }»
fate-applied = действует
fate-superseded = заменена более поздней
fate-held = ждёт решения
fate-void = недействительна
fate-unknown = записана новой версией программы

## Значения перечислений в журнале изменений

# Имя: таблица перечисления и его значение; сами числа — в docs/FORMAT.md.

code-sex-male = мужской
code-sex-female = женский
code-address-registration = регистрации
code-address-residence = проживания
code-address-temporary = временной регистрации
code-sealed-field-phone = телефон
code-sealed-field-email = электронная почта
code-sealed-field-work = место работы и должность
code-sealed-field-photo = фотография
code-sealed-field-notes = заметки
code-sealed-field-identity = документ, удостоверяющий личность
code-relation-mother = мать
code-relation-father = отец
code-relation-guardian = опекун
code-relation-trustee = попечитель
code-relation-foster = приёмный родитель
code-relation-other = иной законный представитель
code-issue-reason-school = при создании школы
code-issue-reason-new = новая учётная запись
code-issue-reason-replaced = взамен утраченных
code-issue-reason-breach = скомпрометированы
code-issue-reason-planned = плановая замена
code-undertaking-order = приказ о допуске
code-undertaking-secrecy = обязательство о неразглашении
code-undertaking-regulation = ознакомление с регламентом
code-subject-part-federal = обязательная часть
code-subject-part-school = часть, формируемая участниками образовательных отношений
code-subject-part-extracurricular = внеурочная деятельность
code-subject-part-additional = дополнительное образование
code-subject-part-conduct = поведение
code-subject-part-discipline = дисциплина
code-subject-part-course = междисциплинарный курс
code-subject-part-training-practice = учебная практика
code-subject-part-work-practice = производственная практика
code-subject-part-module = профессиональный модуль
code-verdict-unknown = не проверялась
code-verdict-intact = цела
code-verdict-damaged = повреждена
code-verdict-missing = утрачена
code-certificate-study = об обучении
code-certificate-period = о периоде обучения
code-certificate-transfer = выписка отметок при переходе
code-certificate-other = иная
code-term-kind-quarter = четверть
code-term-kind-trimester = триместр
code-term-kind-half = полугодие
code-term-kind-module = модуль
code-term-kind-semester = семестр
code-term-kind-year = учебный год
code-term-kind-holidays = каникулы
code-day-kind-off = выходной, праздник
code-day-kind-moved = учится по расписанию другого дня
code-day-kind-working = рабочий, хотя по календарю выходной
code-day-kind-quarantine = карантин
code-day-kind-cold = актированный день
code-day-kind-distance = дистанционные занятия
code-day-kind-short = сокращённые уроки
code-day-kind-cancelled = занятий нет по иной причине
code-group-kind-class = класс
code-group-kind-subgroup = подгруппа
code-group-kind-stream = поток
code-group-kind-complect = класс-комплект
code-group-kind-merged = объединённая группа
code-group-kind-individual = индивидуальный учебный план
code-group-kind-home = обучение на дому
code-group-kind-elective = элективный курс, факультатив
code-group-kind-extracurricular = внеурочная деятельность
code-group-kind-club = кружок, секция
code-group-kind-certification = только аттестация
code-group-kind-conduct = поведение
code-group-kind-practice = практика
code-substitution-kind-substitution = замена
code-substitution-kind-combining = совмещение
code-substitution-kind-merging = объединение групп
code-substitution-kind-swap = взаимная замена
code-programme-kind-general = общеобразовательная
code-programme-kind-profile = профильная
code-programme-kind-individual = индивидуальный учебный план
code-programme-kind-adapted = адаптированная
code-programme-kind-vocational = среднего профессионального образования
code-programme-kind-additional = дополнительная
code-study-form-full-time = очная
code-study-form-part-time = очно-заочная
code-study-form-correspondence = заочная
code-study-form-family = семейное образование
code-study-form-self-study = самообразование
code-study-form-home = на дому
code-study-form-hospital = в медицинской организации
code-order-kind-enrolment = о зачислении
code-order-kind-transfer = о переводе в другой класс
code-order-kind-departure = о временном выбытии
code-order-kind-return = о возвращении
code-order-kind-expulsion = об отчислении
code-order-kind-promotion = о переводе в следующий класс
code-order-kind-conditional = об условном переводе
code-order-kind-repeat = об оставлении на повторный курс
code-order-kind-graduation = об окончании
code-order-kind-programme = об изменении программы или формы обучения
code-order-kind-groups = о составе групп
code-order-kind-home = об обучении на дому
code-order-kind-debt = о ликвидации академической задолженности
code-order-kind-other = иной
code-move-kind-enrolled = зачислен
code-move-kind-transferred = переведён из класса в класс
code-move-kind-arrived = прибыл из другой школы
code-move-kind-away = временно выбыл
code-move-kind-returned = вернулся
code-move-kind-left = выбыл
code-move-kind-promoted = переведён в следующий класс
code-move-kind-conditional = переведён условно
code-move-kind-repeat = оставлен на повторный курс
code-move-kind-graduated = окончил
code-week-every = каждая
code-week-odd = нечётная (числитель)
code-week-even = чётная (знаменатель)
code-control-level-teacher = учителя
code-control-level-school = школы
code-control-level-municipal = муниципальный
code-control-level-regional = региональный
code-control-level-federal = всероссийский
code-pe-group-unknown = не установлена
code-pe-group-main = основная
code-pe-group-preparatory = подготовительная
code-pe-group-special = специальная
code-pe-group-exempt = освобождён от занятий
code-health-group-unknown = не установлена
code-health-group-first = I
code-health-group-second = II
code-health-group-third = III
code-health-group-fourth = IV
code-health-group-fifth = V
code-exam-form-basic-state = ОГЭ
code-exam-form-unified-state = ЕГЭ
code-exam-form-final-state = ГВЭ
code-exam-form-school = экзамен школы
code-exam-form-intermediate = промежуточная аттестация
code-exam-form-interview = итоговое собеседование
code-exam-form-essay = итоговое сочинение, изложение
code-exam-form-credit = зачёт
code-exam-form-qualification = экзамен квалификационный
code-exam-form-defence = защита
code-certification-consultation = консультация
code-certification-intermediate = промежуточная аттестация
code-certification-state = государственная итоговая аттестация
code-debt-state-open = не ликвидирована, сроки идут
code-debt-state-passed = ликвидирована
code-debt-state-repeat = не ликвидирована
code-debt-state-adapted = не ликвидирована
code-debt-state-individual = не ликвидирована
code-debt-state-expelled = не ликвидирована
code-decision-promoted = переведён(а) в … класс
code-decision-conditional = условно переведён(а) в … класс
code-decision-repeat = оставлен(а) на повторный курс обучения в … классе
code-decision-finished-nine = окончил(а) 9 классов
code-decision-finished-eleven = окончил(а) 11 классов
code-decision-expelled = отчислен(а)
code-decision-admitted = допущен(а) к государственной итоговой аттестации
code-decision-completed = завершил(а) обучение в колледже
code-check-kind-programme = выполнение программы
code-check-kind-objectivity = объективность итогов
code-check-kind-timeliness = своевременность
code-check-kind-accumulation = накопляемость отметок
code-check-kind-attendance = учёт посещаемости
code-check-kind-homework = домашние задания
code-check-kind-control-works = контрольные работы
code-check-kind-substitutions = замены и пропущенные уроки
code-check-kind-paper = бумажный журнал
code-check-kind-other = иное
code-paper-kind-class-journal = классный журнал
code-paper-kind-summary-sheet = сводная ведомость
code-paper-kind-substitutions = журнал замен
code-paper-kind-credentials = журнал выдачи учётных данных
code-paper-kind-extract = выписка для родителей
code-paper-kind-certificate = справка
code-paper-kind-order-annex = приложение к приказу
code-paper-kind-blank = пустые страницы на время сбоя
code-paper-kind-inventory = опись
code-paper-kind-certification = лист-заверитель
code-paper-kind-destruction-act = акт об уничтожении
code-paper-kind-report = отчёт
code-extra-paper-order = приказ по шаблону
code-extra-paper-check-certificate = справка о проверке
code-extra-paper-act = акт
code-extra-paper-other = иное
code-absence-paper-medical = справка медицинской организации
code-absence-paper-nurse = справка школьного медработника
code-absence-paper-note = записка родителя
code-absence-paper-letter = письмо другой организации
code-absence-paper-permission = разрешение администрации или классного руководителя
code-absence-paper-other = иное
code-mark-one = 1
code-mark-two = 2
code-mark-three = 3
code-mark-four = 4
code-mark-five = 5
code-mark-six = 6
code-mark-seven = 7
code-mark-eight = 8
code-mark-nine = 9
code-mark-ten = 10
code-mark-pass = зач
code-mark-fail = незач
code-mark-postponed = ·
code-mark-exempt = осв
code-mark-not-certified = н/а
code-mark-unmarked = безотм
code-cell-lesson = урок
code-cell-term = период
code-cell-year = год
code-cell-exam = экзамен
code-cell-result = итоговая
code-absence-absent = Н
code-absence-unexcused = НП
code-absence-excused = УП
code-absence-ill = Б
code-absence-late = ОП
code-absence-reason-unstated = не указана
code-absence-reason-illness = болезнь
code-absence-reason-competition = соревнование, олимпиада, конкурс
code-absence-reason-family = семейные обстоятельства
code-absence-reason-distance = дистанционное обучение
code-absence-reason-doctor = обследование, посещение врача
code-absence-reason-hospital = санаторий, стационар
code-absence-reason-summons = вызов организации, военкомата
code-absence-reason-road = транспорт, погода
code-absence-reason-truancy = прогул
code-absence-reason-other = иная
code-lesson-kind-lesson = урок
code-lesson-kind-control = контрольная работа
code-lesson-kind-laboratory = лабораторная работа
code-lesson-kind-practical = практическая работа
code-lesson-kind-excursion = экскурсия
code-lesson-kind-consultation = консультация
code-lesson-kind-exam = экзамен, зачёт
code-lesson-kind-club = занятие кружка, внеурочное
code-lesson-kind-practice = практика
code-lesson-mode-room = в классе
code-lesson-mode-distance = дистанционно
code-lesson-mode-home = на дому
code-lesson-status-held = проведён
code-lesson-status-merged = объединён с другими группами
code-lesson-status-moved = перенесён
code-lesson-status-dropped = не состоялся
code-lesson-status-self-study = самостоятельная работа
code-acquainted-slip = вернул(а) подписанный отрывной талон
code-acquainted-person = ознакомлен(а) лично
code-acquainted-diary = видел(а) в дневнике

## Проверка целостности

check-about = Журнал перечитает все записи, сверит подписи и цепочки, проверит файлы базы и построит таблицы заново. Ничего не изменится; на большой базе это займёт минуту-две.
check-run = Проверить
check-again = Проверить ещё раз
check-running = Проверяем журнал
check-cancelled = Проверка остановлена.
check-ok = Всё цело. Проверено в { $time }.
check-bad = Найдены повреждения. Проверено в { $time }.
check-bad-what = Не вносите новых данных на этом компьютере. Покажите эту страницу администратору: он вернёт файлы из самой новой копии папки журнала, все вместе.
check-volume = { $events } { $events ->
        [one] запись
        [few] записи
       *[many] записей
    } в { $chains } { $chains ->
        [one] цепочке
       *[other] цепочках
    }
check-fate = { $fate }{"\u00A0"}—{"\u00A0"}{ $count }
check-waiting = Ждут недостающих записей с других компьютеров: { $count }. Это пройдёт после обмена.
check-volume-ok = Подписи верны, цепочки целы, таблицы сходятся с записями.
check-hash = Отпечаток состояния:
check-older = Закройте программу и верните копию папки журнала новее этой, если она есть. Нет — можно работать дальше без потерянных записей.
check-go-on = Продолжить без них
check-go-on-title = { $volume }: продолжить без потерянных записей?
check-go-on-what = Новые записи этого компьютера пойдут новой цепочкой. Потерянные займут своё место, если найдутся на другом компьютере; из копии папки их потом не вернуть.
check-findings = Этот компьютер
warning-show = Проверить
problem-sqlite = SQLite нашёл повреждение файла: { $place }
problem-cipher = Страница файла не расшифровывается: { $place }
problem-hash-before-missing = Не хватает записи, на которой держится ветвь цепочки { $place }
problem-branch-does-not-follow = Ветвь не продолжает свою цепочку: { $place }
problem-event-missing = Запись пропала: { $place }
problem-event-twice = Запись стоит дважды: { $place }
problem-event-unreadable = Запись не читается: { $place }
problem-hash-differs = Запись изменена после того, как её внесли: { $place }
problem-signature-wrong = Подпись неверна: { $place }
problem-chain-ends-elsewhere = Цепочка кончается не там, где записано: { $place }
problem-not-signed = Записи не подписаны, начиная с { $place }
problem-tables-differ-from-rebuild = Таблицы не сходятся с записями, из которых они построены
problem-volume-damaged = Файл не читается (код { $place })
problem-volume-empty = Файл пуст
problem-volume-foreign = Файл испорчен или он из другой папки, от другого года или другой школы
problem-volume-key = К файлу нет ключа
problem-volume-missing = Файла нет на месте
problem-volume-older = Это старая копия: не хватает записей, не меньше { $place }. Новое в неё не вносится
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
settings-idle = Блокировка
settings-idle-minutes = Минут без действий до блокировки
settings-idle-hint = От 1 до 120. Заблокировать сразу можно клавишами Ctrl+L.
settings-idle-wrong = Введите целое число от 1 до 120.
settings-idle-save = Сохранить
settings-idle-saved = Срок блокировки сохранён.
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

## keys

error-no-randomness = Операционная система не дала случайных чисел. Перезагрузите компьютер и повторите; если не поможет, обратитесь к администратору компьютера.
error-bad-signature = Подпись не подходит к ключу { $key }…: данные изменены или подписаны кем-то другим. Они не приняты. Получите их заново; если повторится, сообщите администратору школы.
error-bad-exchange-key = Открытый ключ компьютера { $key }… непригоден: для него нельзя зашифровать. Примите этот компьютер заново.
error-sealed-key-refused = Ключ зашифрован не для этого компьютера, предназначен для другого или повреждён. Выполните обмен ещё раз; если не поможет, попросите администратора выдать ключ снова.

error-root-missing = В данных школы нет корневого ключа. Выполните обмен с центральной копией или восстановите школу по листу восстановления.
error-root-damaged = Документ корневого ключа № { $version } повреждён и не принят. Получите его заново из центральной копии или с другого компьютера школы.
error-root-not-authentic = Документ корневого ключа № { $version } не продолжает предыдущий: номер, хеш или подпись не сходятся. Он не принят. Сверьте отпечаток школы на двух компьютерах и сообщите администратору.
error-root-unknown = Этот лист восстановления не продолжает корневых ключей, известных этому компьютеру. Выполните обмен с другими компьютерами школы и повторите.
error-root-too-many = Корневых ключей больше, чем допускается ({ $limit }). Данные не приняты.
error-root-wrong-predecessor = Это не лист восстановления действующего корневого ключа № { $version }. Возьмите лист, на котором стоит этот номер.
error-root-not-committed = Этот лист не тот, который был запечатан вместе с корневым ключом № { $version }. Вскройте конверт со следующим листом, выданный вместе с действующим.

error-sheet-character = В группе { $group } знак { $position } не встречается на листах восстановления: там только латинские буквы и цифры от 2 до 7. Сверьте эту группу с листом.
error-sheet-length = На листе { $wanted } знаков, введено { $found }. Проверьте лист с группы { $group }: там пропущен или добавлен знак.
error-sheet-group = Не сходятся группы с номерами: { $groups }. Сверьте их с листом: похожие знаки, порядок знаков, порядок групп.
error-sheet-check = Каждая группа верна, но вместе они не составляют одного листа. Проверьте, не переписаны ли группы с разных листов.
error-sheet-glyph = В шрифте листа восстановления нет знака «{ $character }». Исправьте название школы.
error-sheet-missing = Введите группы листа восстановления: в переменной ZHURNAL_SHEET или с клавиатуры.
error-sheet-too-long = Название школы не помещается на лист восстановления. Сократите его.
error-sheet-pdf = Не удалось составить лист восстановления ({ $detail }). Повторите; если не поможет, сообщите разработчикам.

error-kdf-cost = Недопустимая стоимость вычисления ключа: память { $memory } КиБ, проходов { $passes }, потоков { $lanes }.
error-password-short = Пароль короткий (знаков: { $found }), нужно не меньше { $min }. Подойдёт фраза из нескольких слов.
error-password-long = Пароль длиннее { $limit } знаков. Сократите его.
error-password-digits = Пароль состоит из одних цифр и знаков. Добавьте слова: дату или номер телефона подбирают первыми.
error-password-monotone = В пароле слишком мало разных знаков. Подойдёт фраза из нескольких слов.
error-password-login = Пароль содержит логин. Придумайте пароль без него.
error-password-common = Такой пароль подбирают одним из первых: это распространённое слово, хотя бы и с цифрами или в другой раскладке. Придумайте фразу из нескольких слов.

error-bad-key-storage = Неизвестное место хранения ключей. Укажите keyring (связка ключей системы) или file (файл с парольной фразой).
error-bad-database-name = Недопустимое имя файла базы данных.
error-vault-exists = В этой папке данных ключи уже есть. Новые поверх них не создаются, иначе журнал нельзя будет прочесть.
error-vault-missing = В этой папке данных нет ключей для выбранного места хранения. Проверьте, та ли это папка и там ли хранятся ключи: в связке ключей или в файле.
error-vault-changed = Ключи этой папки данных заменила другая программа. Закройте журнал и откройте его снова.
error-no-keyring = Связка ключей операционной системы недоступна. Выберите хранение ключей в файле с парольной фразой.
error-keyring-locked = Связка ключей операционной системы заперта. Отоприте её (обычно это делает вход в систему с паролем) и повторите либо выберите хранение в файле с парольной фразой.
error-keyring-empty = В связке ключей нет записи этого журнала: её удалили, или вы вошли в систему под другой учётной записью. Войдите под той, под которой создавали журнал. Если запись потеряна, примите этот компьютер заново и выполните обмен.
error-keyring-failed = Связка ключей операционной системы не сохранила или не отдала ключи ({ $detail }). Повторите; если не поможет, выберите хранение в файле с парольной фразой.
error-passphrase-missing = Нужна парольная фраза файла ключей.
error-passphrase-short = Парольная фраза файла ключей короткая: нужно не меньше { $min } знаков.
error-passphrase-long = Парольная фраза файла ключей длиннее { $limit } знаков. Сократите её.
error-passphrase-digits = Парольная фраза состоит из одних цифр и знаков. Добавьте слова: дату или номер телефона подбирают первыми.
error-passphrase-monotone = В парольной фразе слишком мало разных знаков. Подойдут четыре-пять слов подряд.
error-passphrase-login = Парольная фраза содержит логин администратора. Придумайте фразу без него.
error-passphrase-common = Такую парольную фразу подбирают одной из первых, хотя бы и с цифрами или в другой раскладке. Придумайте другую: четыре-пять слов подряд.
error-passphrase-wrong = Парольная фраза не подходит. Проверьте раскладку и клавишу Caps Lock. Файл ключей при этом цел.
error-keys-damaged = Ключи этого компьютера повреждены (файл keys.bin или запись в связке ключей). Верните файл из копии диска; если копии нет, примите компьютер заново и выполните обмен: данные вернутся из центральной копии.
error-keys-newer = Файл ключей сделан более новой версией журнала (формат { $version }). Обновите программу.
## import

# Пометки к строкам списка: что не так и что сделать. { $column } — заголовок столбца, { $value } — прочитанное значение.

import-name-no-surname = Не указана фамилия. Впишите её в этой строке.
import-name-no-given = Не указано имя. Впишите его в этой строке.
import-name-formula = Вместо имени стоит формула. Замените её текстом.
import-name-markup = В имени знаки разметки «<» или «>». Впишите имя буквами.
import-name-digits = В имени есть цифры. Впишите имя буквами.
import-name-initials = Имя записано инициалами или с точкой. Впишите его полностью.
import-name-mixed = В одном слове смешаны русские и латинские буквы. Наберите слово заново на русской раскладке.
import-name-signs = В имени посторонние знаки. Допустимы буквы, дефис и апостроф.
import-name-long = Имя длиннее 60 знаков. Проверьте, не попал ли сюда другой столбец.
import-name-latin-mended = Латинские буквы, похожие на русские, заменены русскими.
import-name-latin = Имя записано латиницей и так и сохранится. Если это ошибка, наберите его по-русски.
import-name-split = Фамилия, имя и отчество разделены по догадке. Проверьте, верно ли.
import-birth-missing = Не указана дата рождения. Впишите её: дд.мм.гггг.
import-birth-unreadable = «{ $value }» — не дата: такого дня нет в календаре или запись непонятна. Впишите дату как дд.мм.гггг.
import-birth-future = Дата рождения позже начала учебного года. Проверьте год.
import-birth-age = Возраст вне пределов 5–25 лет на начало учебного года. Проверьте год рождения.
import-sex-unknown = Пол «{ $value }» не распознан. Впишите «М» или «Ж».
import-sex-doubtful = Пол не сходится с отчеством. Проверьте, верно ли.
import-snils-signs = В СНИЛС посторонние знаки. Нужны 11 цифр: 123-456-789 00.
import-snils-length = В СНИЛС должно быть 11 цифр. Сверьте номер с документом.
import-snils-zeros = СНИЛС из одних нулей не бывает. Впишите настоящий номер или оставьте ячейку пустой.
import-snils-control = Контрольное число СНИЛС не сходится: в номере опечатка. Сверьте его с документом.
import-snils-rounded = Таблица округлила СНИЛС, и цифры потеряны. Задайте столбцу формат «Текстовый» и впишите номер заново.
import-snils-zeros-restored = В начале СНИЛС восстановлены нули, потерянные таблицей.
import-class-empty = Не указан класс. Впишите его, например 5А.
import-class-unreadable = Класс «{ $value }» не распознан. Впишите номер и букву, например 5А.
import-class-grade = Класса «{ $value }» не бывает: номер от 1 до 11. Исправьте номер.
import-class-letter = Буква класса «{ $value }» записана недопустимо: до 15 букв и цифр, без смешения алфавитов. Исправьте её.
import-class-latin-mended = Латинская буква класса заменена похожей русской.
import-class-latin = Буква класса записана латиницей и так и сохранится. Если это ошибка, наберите её по-русски.
import-order-no-date = Приказ без даты, поэтому он не записан. Впишите дату приказа: дд.мм.гггг.
import-cell-error = В ячейке ошибка таблицы «{ $value }». Впишите значение.
import-cell-formula = В ячейке формула без вычисленного значения. Замените её значением.
import-cell-markup = В тексте разметка. Оставьте только сам текст.
import-cell-long = Текст длиннее { $limit } знаков. Сократите его.

import-totals = Строка итогов пропущена.
import-column-numbers = Строка с номерами столбцов пропущена.
import-repeated-heading = Повтор заголовка пропущен.
import-class-heading = Заголовок класса { $class }: следующие строки без класса отнесены к нему.
import-not-a-pupil = Строка не похожа на запись об ученике и пропущена.
import-left-school = Ученик выбыл, строка пропущена.
import-sheet-hidden = Скрытый лист «{ $sheet }» со списком не прочитан. Если он нужен, откройте его в таблице и загрузите файл снова.
import-sheet-no-heading = На листе «{ $sheet }» нет строки заголовков со столбцами имени и даты рождения, он пропущен.

import-at-row = строка { $row }
import-at-sheet-row = лист «{ $sheet }», строка { $row }
import-repeated-child = Этот ребёнок уже есть в файле ({ $other }), строка пропущена.
import-repeated-in-class = Этот ребёнок уже есть в файле ({ $other }) в классе { $there }, а здесь — { $here }. Оставьте одну строку с верным классом.
import-snils-other-person = Этот СНИЛС в журнале у другого человека ({ $other }): не сходятся ни имя, ни дата рождения. Сверьте номер с документом.
import-snils-other-person-in-file = Этот СНИЛС в файле у другого человека ({ $other }). Сверьте номера с документами.
import-snils-differs = В журнале у этого человека ({ $other }) другой СНИЛС. Сверьте номер с документом.
import-snils-differs-in-file = В файле у этого человека ({ $other }) другой СНИЛС. Сверьте номера с документами.
import-several-known = В журнале несколько людей с этим именем и датой рождения ({ $other }). Впишите СНИЛС, чтобы различить их.
import-several-known-in-file = В файле несколько людей с этим именем и датой рождения ({ $other }). Впишите СНИЛС, чтобы различить их.
import-known-other-name = Имя изменится: { $change }. Проверьте, верно ли.
import-known-other-birth = Дата рождения изменится: { $change }. Проверьте, верно ли.
import-known-other-class = Ученик перейдёт в другой класс: { $change }. Проверьте, есть ли приказ.

import-field-name = ФИО
import-field-birth = дата рождения
import-field-sex = пол
import-field-snils = СНИЛС
import-field-class = класс
import-field-order = приказ
import-field-address = адрес
import-field-personal-file = № личного дела
import-field-guardian = родитель
import-field-guardian-phone = телефон родителя

# Файлы устройства года: сотрудники, учебный план, календарь, звонки, виды работ, КТП.
import-not-a-row = Строка не похожа на запись и пропущена.
import-sheet-no-columns = На листе «{ $sheet }» нет нужных столбцов, он пропущен.
import-position-missing = Не указана должность. Впишите её в этой строке.
import-staff-age = Дата рождения не подходит сотруднику. Проверьте год.
import-subject-missing = Не указан предмет. Впишите его в этой строке.
import-subject-repeated = Часы этого предмета для { $grade } класса в файле уже есть ({ $other }). Оставьте одну строку.
import-subject-no-hours = У предмета нет часов ни в одном классе, строка пропущена.
import-grade-unreadable = Класс «{ $value }» не распознан. Впишите номер от 1 до 11, диапазон или список: «5», «5-9», «1, 4».
import-grades-unreadable = Классы «{ $value }» не распознаны. Впишите номера от 1 до 11: «1-11», «10-11», «1, 5-6».
import-curriculum-classes-differ = У классов одной параллели разные часы. Такие классы учатся по разным планам: загрузите их отдельными файлами.
import-hours-many = Часов в неделю больше 40. Проверьте число.
import-hours-part = Часы «{ $value }» не делятся на половины. Впишите целое число или половину, например 2,5.
import-number-unreadable = «{ $value }» — не подходящее число. Впишите его цифрами.
import-yes-unreadable = «{ $value }» — не «да» и не «нет». Впишите одно из них.
import-day-missing = Не указана дата. Впишите её: дд.мм.гггг.
import-day-unreadable = «{ $value }» — не дата: такого дня нет в календаре или запись непонятна. Впишите дату как дд.мм.гггг.
import-calendar-kind = «{ $value }» — неизвестный вид строки. Подойдут: четверть, триместр, полугодие, каникулы, выходной, праздник, перенос, рабочий, дистанционно, сокращённый.
import-calendar-other-year = Дата не из этого учебного года. Проверьте год.
import-days-reversed = Конец раньше начала. Поменяйте даты местами.
import-days-many = Больше двух месяцев подряд. Проверьте даты.
import-moved-itself = День перенесён сам на себя. Укажите два разных дня.
import-calendar-no-class = В журнале нет классов, для которых указан этот день. Сначала загрузите контингент.
import-term-overlap = Период пересекается с другим того же вида: { $other }. Проверьте даты.
import-term-repeated = Такая строка в файле уже есть ({ $other }), эта пропущена.
import-slot-missing = Не указан номер урока. Впишите его.
import-time-unreadable = «{ $value }» — не время. Впишите его как 08:30.
import-times-reversed = Конец урока не позже начала. Исправьте время.
import-bell-repeated = Звонок этого урока в файле уже есть ({ $other }). Оставьте одну строку.
import-bells-overlap = Урок начинается раньше, чем кончился предыдущий. Проверьте время.
import-worktype-missing = Не указан вид работы. Впишите его название.
import-worktype-repeated = Этот вид работы в файле уже есть ({ $other }), строка пропущена.
import-weight-range = Вес должен быть больше 0 и не больше 100.
import-topic-missing = Не указана тема урока. Впишите её.
import-topics-renumbered = Номера уроков в файле не возрастают, поэтому темы пронумерованы по порядку строк.
import-plan-hours = Часов в КТП { $hours }, а по учебному плану за год { $planned } ({ $group }). Сверьте план с учебным планом.
import-repeated-person = Этот сотрудник с той же должностью в файле уже есть ({ $other }), строка пропущена.
import-person-several = В журнале несколько людей с этим именем. Впишите дату рождения или СНИЛС, чтобы различить их.
import-person-pupil = В журнале это имя и дата рождения у обучающегося. Проверьте дату рождения.
import-homeroom-unknown = Класса «{ $class }» в журнале нет, классное руководство не записано. Сначала загрузите контингент.
import-homeroom-taken = У класса { $class } уже есть классный руководитель ({ $other }). Проверьте, верно ли.

import-field-hours = { $grade } класс, часов в неделю
import-field-order-of-subjects = порядок
import-field-from = начало
import-field-to = конец
import-field-grades = классы
import-field-kind = вид
import-field-short = сокращение
import-field-weight = вес
import-field-days = дней на проверку
import-field-obligatory = обязательная
import-field-own-topic = своя тема
import-field-topic = тема
import-field-plan-hours = часов
import-field-section = раздел
import-field-homework = домашнее задание
import-field-date = дата
import-field-work = вид работы
import-field-position = должность
import-field-hired = принят
import-field-dismissed = уволен
import-field-rate = ставка
import-field-subjects = предметы
import-field-homeroom = классное руководство
import-field-time = время
import-field-shift = смена

planned-hours = { $grades } { $many ->
    [one] класс
   *[many] классы
}: { $hours } ч
planned-moved = { $from } — по расписанию { $to }; { $to } — выходной
planned-days = { $from } — { $to }
planned-grades = { $grades } { $many ->
    [one] класс
   *[many] классы
}
planned-all-grades = вся школа
planned-year = Учебный год { $year }
planned-slot = { $slot }-й урок, { $shift }-я смена
planned-shift = { $shift }-я смена
planned-weight = вес { $weight }, дней на проверку { $days }
planned-obligatory = обязательная
planned-topic-hours = { $hours } ч
planned-topic-removed = темы больше нет в плане
planned-yes = да
planned-no = нет
programme-general = Основная общеобразовательная программа

# Чего не хватает предложению групп, нагрузки и расписания.
gap-no-teacher = Учителя с этим предметом в списке сотрудников нет. Группа будет без учителя.
gap-no-account = У сотрудника ({ $teacher }) нет учётной записи, нагрузка не назначена. Создайте учётные записи и предложите снова.
gap-no-hours = В учебном плане нет часов для этого класса.
gap-no-homeroom = В списке сотрудников нет классного руководителя.
gap-homeroom-no-account = У классного руководителя ({ $teacher }) нет учётной записи.
gap-week-no-place = Урок не удалось поставить без накладки. Проверьте нагрузку учителя или поставьте урок вручную.
gap-week-no-terms = В календаре нет учебных периодов для этого класса. Сначала загрузите календарь.
gap-week-window = Между уроками есть окно: без него у учителей была бы накладка.
gap-week-more = В расписании больше уроков, чем часов в неделю.
gap-week-stream = Группа из нескольких классов: её уроки ставятся вручную.
gap-week-over-norm = Уроков в неделю { $count }, а по норме не больше { $most }. Проверьте учебный план.

# Ошибки файла целиком.

error-cancelled = Работа остановлена. Ничего не изменено.
error-import-empty-file = Файл пуст. Выберите другой.
error-import-too-big = Файл слишком велик: больше { $mb } МБ или распаковывается в больший. Оставьте в нём только список и сохраните снова.
error-import-too-many-rows = На листе больше { $limit } строк (строка { $row }). Разделите список на несколько файлов.
error-import-too-many-columns = На листе больше { $limit } столбцов (строка { $row }, столбец { $column }). Оставьте нужные столбцы и сохраните снова.
error-import-long-cell = Ячейка длиннее { $limit } знаков (строка { $row }, столбец { $column }). Проверьте, закрыты ли кавычки, и сократите текст.
error-import-open-quote = В строке { $row }, столбце { $column } кавычка открыта и не закрыта. Закройте или удалите её.
error-import-damaged = Файл повреждён, прочитать его нельзя. Откройте его в программе таблиц, сохраните заново как XLSX и повторите.
error-import-password = Файл защищён паролем. Сохраните его без пароля и повторите.
error-import-not-a-table = Это не таблица. Нужен файл XLSX, XLS, ODS или CSV: откройте список в программе таблиц и сохраните как XLSX.
error-import-binary = Это не таблица и не текст. Нужен файл XLSX, XLS, ODS или CSV.
error-import-no-heading = Не найдена строка заголовков. Подпишите столбцы: «Фамилия», «Имя», «Отчество» (или «ФИО»), «Дата рождения», «Класс».
error-import-no-name-column = Строка заголовков найдена (строка { $row }), но нет столбца с именем. Подпишите его «ФИО» или разделите на «Фамилия», «Имя», «Отчество».
error-import-no-birth-column = Строка заголовков найдена (строка { $row }), но нет столбца «Дата рождения». Добавьте или подпишите его.
error-import-no-rows = Под заголовками нет ни одной строки с учеником. Проверьте, тот ли это файл.
error-import-staff-heading = Не найдена строка заголовков списка сотрудников. Подпишите столбцы: «Фамилия», «Имя», «Отчество» (или «ФИО»), «Должность».
error-import-curriculum-heading = Не найдена строка заголовков учебного плана. Подпишите столбец «Предмет» и столбцы классов 1–11 (или столбцы «Предмет», «Класс», «Часы»).
error-import-calendar-heading = Не найдена строка заголовков календаря. Подпишите столбцы: «Вид», «Название», «Начало», «Конец», «Классы».
error-import-bells-heading = Не найдена строка заголовков звонков. Подпишите столбцы: «Смена», «Урок», «Начало», «Конец».
error-import-worktypes-heading = Не найдена строка заголовков видов работ. Подпишите столбцы: «Вид работы», «Сокращение», «Вес», «Дней на проверку», «Обязательная».
error-import-lessons-heading = Не найдена строка заголовков КТП. Подпишите столбцы: «№ урока», «Тема урока», «Количество часов», «Домашнее задание».
error-import-no-table-rows = Под заголовками нет ни одной строки с данными. Проверьте, тот ли это файл.
error-lessons-no-subject = Не видно, для какого предмета и класса этот план. Напишите над таблицей «по математике, 5 класс» или выберите группы.
error-lessons-no-group = Групп по предмету «{ $subject }» в { $grade } классах нет. Сначала составьте группы или выберите их.
error-groups-not-admin = Состав учебных групп вносит завуч: одной роли администратора для этого мало. Войдите как завуч или выдайте себе его роль.
period-year = Год
period-exam = Экз.
period-result = Итог.
awards-usual =
    Похвальный лист
    Похвальная грамота
    Медаль «За особые успехи в учении» I степени
    Медаль «За особые успехи в учении» II степени
error-decision-unknown = Такого решения педсовета нет. Обновите страницу.
error-decision-grade = Такое решение не принимают в { $grade } классе. Выберите другое.
error-protocol-empty = Укажите номер протокола педсовета.
error-protocol-long = Номер протокола — не больше { $most } знаков.
error-protocol-date = Протокол не может быть от { $date }: этот день ещё не наступил.
error-award-empty = Назовите награду.
error-award-long = Название награды — не больше { $most } знаков. Сократите его.

## demo
error-demo-exists = В этой папке уже что-то есть. Учебная школа делается в новой папке: назовите другую (--home) или удалите эту, если она не нужна.
error-demo-classes = В учебной школе от 1 до { $most } классов. Назовите их число: --classes 3.
error-demo-not-real = Это учебная школа, фраза её ключей известна всем: списков она не принимает, архива и чистовиков не делает, с другими компьютерами не обменивается. Настоящую школу создайте в новой папке: откройте окно на пустой папке или zhurnal init. Попробовать то же на вымышленных людях: zhurnal demo --own-keys.
error-demo-day = Учебная школа с классами прожила год до 20.05.2027: назовите этот день или более поздний. Любой день — у пустой школы: --empty --day 2026-10-23.
error-demo-list = Встроенный список учебной школы «{ $list }» не читается. Переустановите программу.
error-demo-week = Для уроков учебной школы не нашлось места в неделе. Назовите другое число классов.
error-demo-author = Учебная школа не сделана: пишет тот, у кого нет учётной записи. Сообщите разработчику.
error-demo-keys = Ключи учётных записей учебной школы не сделаны: работа прервана. Повторите.

## platform, src-tauri
error-home-unknown = Система не назвала папку для данных программы. Укажите папку журнала ключом --home.
error-home-shared = Папка журнала лежит { $why ->
    [cloud] в папке, которую копирует облачная программа: она может испортить журнал во время записи
   *[network] на сетевом диске: там нельзя положиться на запись
}. Выберите папку на диске этого компьютера. Для обмена между компьютерами сетевая папка подходит, для самого журнала — нет.
error-home-open = Журнал этой папки уже открыт в другом окне. Перейдите в то окно или закройте его.
error-home-unnamed = После --home должна стоять папка журнала.
error-unknown-argument = Окно не знает ключа «{ $argument }». Известен один: --home ПАПКА.
error-log-twice = Протокол программы уже ведётся.
error-window = Окно не открылось. На Linux нужны графический сеанс и библиотека WebKitGTK 4.1; подробности — в папке журнала, logs/window.log.
error-unknown-file-kind = Окно попросило файл неизвестного вида «{ $kind }». Обновите программу.
dialog-pupils = Список обучающихся
dialog-pupils-files = Таблицы (xlsx, xls, ods, csv)
dialog-staff = Список сотрудников
dialog-staff-files = Таблицы (xlsx, xls, ods, csv)
dialog-curriculum = Учебный план
dialog-curriculum-files = Таблицы (xlsx, xls, ods, csv)
dialog-calendar = Календарь учебного года
dialog-calendar-files = Таблицы (xlsx, xls, ods, csv)
dialog-bells = Расписание звонков
dialog-bells-files = Таблицы (xlsx, xls, ods, csv)
dialog-worktypes = Виды работ
dialog-worktypes-files = Таблицы (xlsx, xls, ods, csv)
dialog-lessons = План уроков (КТП)
dialog-lessons-files = Таблицы (xlsx, xls, ods, csv)
dialog-rejected = Куда сохранить строки, которые не вошли
dialog-rejected-files = Таблица CSV
dialog-paper = Куда сохранить бумагу
dialog-paper-files = Документ PDF
dialog-archive = Архив журнала
dialog-archive-files = Архив ZIP
dialog-sheet = Куда сохранить действующий лист восстановления
dialog-sheet-files = Документ PDF
dialog-sheet-sealed = Куда сохранить следующий лист восстановления, в конверт
dialog-sheet-sealed-files = Документ PDF
## api

stage-reading = Читаем список
stage-writing = Вносим в журнал
stage-proposing = Составляем предложение
stage-accounts = Создаём учётные записи
stage-checking = Проверяем журнал

permission-structure = Структура года: классы, группы, нагрузка, периоды
permission-people = Личные данные обучающихся
permission-movement = Движение контингента и приказы
permission-any-journal = Любая страница журнала
permission-lock = Закрытие периодов
permission-decide = Решения по задержанным записям
permission-control = Контроль и замечания
permission-timetable = Расписание
permission-print = Печать
permission-stitch = Прошивка
permission-substitution = Замены и переносы
permission-council = Решения педсовета
permission-health = Здоровье
permission-archive = Архив
permission-portfolio = Портфолио
permission-message = Сообщения
permission-lesson-plans = Календарно-тематические планы
permission-consent = Согласия
permission-personnel = Кадры
permission-credentials = Учётные данные
permission-year = Закрытие года
permission-exams = Экзамены
permission-programmes = Программы обучения
permission-library = Библиотека ресурсов

error-account-closed = Учётная запись закрыта. Заведите новую.
error-account-self = Свою учётную запись так изменить нельзя. Пароль меняют в меню с вашим именем; закрыть запись может другой администратор.
error-account-unknown = Такой учётной записи нет. Обновите список: возможно, её изменили на другом компьютере.
error-admin-needs-sheet = Администратора назначает только лист восстановления. Возьмите лист: «Учётные записи», роль «Администратор».
error-admin-reset-needs-sheet = Этому человеку пароль даёт только лист восстановления: его назначали по листу. Возьмите лист и наберите его: в «Учётных записях» или на экране входа, «Есть лист восстановления?».
error-admin-unknown = Администратора с таким логином нет. Проверьте логин.
error-admin-close-needs-sheet = { $login } — администратор: его снимает только лист восстановления. Возьмите лист: «Учётные записи», «Снять администратора», «Ушёл из школы». Без входа: «Есть лист восстановления?» или в командной строке zhurnal admins remove { $login } --leaves.
error-admin-last = Это единственный администратор школы. Сначала назначьте другого по листу восстановления, потом уберите этого.
error-admin-removed = Этого человека убрали из администраторов корневым ключом, и вернуть ему эти права нельзя. Заведите ему новую учётную запись и назначьте администратором её.
error-device-self = Компьютер, за которым вы сидите, так не отключают. Сделайте это с другого компьютера школы.
error-device-unknown = Такого компьютера в журнале нет. Обновите список.
error-opened-unknown = Это закрытие уже действует или стоит заново. Обновите список.
error-opened-by-sheet = Это закрытие ставили листом восстановления: закройте снова с листом, в «Учётных записях».
error-root-settle-none = Этого отпечатка документа нет ни у одного из двух: сверьте его знак за знаком. Если второго документа нет, выбирать не из чего.
error-root-other-school = Второй документ называет другую школу: он отклонён. Если его подписали вашим листом, лист видел посторонний: смените лист.
error-doubt-law = Блокировку, ключ или право нельзя внести повторно: их задают заново. Уберите такие записи из выбранных.
error-doubt-unknown = Часть выбранных записей больше не ждёт: её подтвердили или внесли заново. Обновите список.
error-password-change-elsewhere = Ключ этой записи выдан листом восстановления, поэтому пароль меняют на компьютере, принятом по листу: { $computers }. На этом компьютере смену не признали бы другие. Прежний пароль пока действует.
error-password-replaced-elsewhere = Этот пароль уже заменён на другом компьютере. Войдите с новым. Если меняли не вы, сразу скажите администратору: пусть он выдаст новый пароль и отметит, что прежний стал известен.
error-password-withdrawn = Этот пароль отозван: его мог знать посторонний. Попросите у администратора новый.
error-password-two-changes = Пароль заменили на двух компьютерах сразу, и неизвестно, где раньше: не действует ни один. Подождите обмена с главным компьютером школы; если и после него не войти, попросите у администратора новый пароль. Внесённое тем временем не пропадёт: его нужно будет подтвердить.
error-bad-date = Дата написана не так. Нужны год, месяц и день: 2026-09-01.
error-bad-id = Обозначение «{ $id }» не читается. Обновите список и повторите.
error-bad-login = Логин — от 3 до 40 знаков: буквы, цифры, точка, дефис. Без пробелов.
error-bad-payload = Значение не подходит для записи «{ $kind }»: слишком длинное или содержит недопустимые знаки. Исправьте его.
error-bad-profile = Такого регламента нет. Есть: { $profiles }.
error-bad-request = Запрос к «{ $operation }» составлен неверно: в нём значение не того вида. Образец показывает zhurnal call --list.
error-destruction-act = Напишите номер акта: от 1 до 300 знаков.
error-destruction-date = Дата акта не подходит: она не может быть в будущем и раньше окончания года, следующего за учебным.
error-destruction-days = Карантин журнала { $year } года ещё идёт: на этом компьютере прошло дней { $days } из { $wanted }.
error-destruction-file = Дела из акта нет в описи архива, или дел больше 900. Проверьте список.
error-destruction-held = Журнал { $year } года или дело из акта задержаны архивом. Сначала снимите задержку.
error-destruction-none = Журнал { $year } года на этом компьютере не в карантине.
error-destruction-open = Журнал { $year } года не закрыт. Уничтожить можно только закрытый год.
error-destruction-reason = Напишите причину: от 1 до 300 знаков.
error-destruction-same = Акт подписали вы сами. Подтвердить его должен другой администратор или лист восстановления.
error-destruction-spared = Этот акт уже отменён. Для уничтожения нужен новый.
error-destruction-term = Срок хранения журнала { $year } года неизвестен: регламент о нём молчит или дело архива не закрыто. Задайте в настройках школы profile.journal-years и profile.sheet-years, закройте дела архива.
error-destruction-unknown = Такого акта нет. Обновите список актов.
error-destruction-witness = Дни карантина журнала { $year } года считает хранитель контрольных отметок: прошло { $days } из { $wanted }. Вручную закончить нельзя.
error-destruction-young = Срок хранения журнала { $year } года не истёк. Уничтожить его можно не раньше { $from }.
error-device-none-waits = От этого компьютера ничего не ждёт приёма. Обновите список.
error-erasure-basis = Напишите основание: от 1 до 300 знаков.
error-erasure-none = Личные данные этого человека не стираются: отменять нечего.
error-local-row = Заметка программы на этом компьютере не читается. Запустите проверку целостности и обратитесь к администратору.
error-person-erased = Личные данные этого человека стираются или стёрты.
error-person-key-missing = Ключ личных данных этого человека ещё не пришёл на этот компьютер. Выполните обмен и повторите.
error-person-key-row = Ключ личных данных на этом компьютере повреждён. Выполните обмен ещё раз.
error-person-keys-damaged = Файл ключей личных данных повреждён и не принят. Выполните обмен ещё раз.
error-person-unknown = Такого человека в журнале нет. Обновите список.
error-request-lacks = В запросе к «{ $operation }» не хватает поля «{ $field }».
error-bad-response = Ответ «{ $operation }» не удалось составить. Повторите; если не поможет, сообщите разработчикам.
error-bad-school-name = Название школы — от 2 до 300 знаков в одну строку.
error-bad-write = Значение не подходит для записи «{ $kind }»: слишком длинное или содержит недопустимые знаки. Исправьте его.
error-bad-year = Учебный год { $year } указан неверно. Нужен год его начала, например 2026.
error-bad-zone = Такого часового пояса нет. Пример: Europe/Moscow.
error-birth-age = Дата рождения не подходит обучающемуся этого возраста. Проверьте её.
error-birth-future = Дата рождения в будущем. Проверьте её.
error-birth-missing = Не указана дата рождения.
error-birth-unreadable = Дата рождения не читается. Запишите её так: 01.09.2015.
error-broken = Действие прервалось из-за ошибки в программе. Сохранённое не пострадало. Повторите; если не поможет, сообщите разработчикам и приложите пакет для поддержки (zhurnal doctor --bundle).
error-cell-error = В ячейке ошибка вычисления. Исправьте её в таблице.
error-cell-formula = Вместо значения стоит формула. Замените её значением.
error-cell-long = Значение слишком длинное. Сократите его.
error-cell-markup = В значении разметка. Уберите её.
error-chain-numbers = Записи журнала на этом компьютере повреждены (номера цепочек). Не вносите новых данных; запустите проверку целостности и обратитесь к администратору.
error-class-empty = Не указан класс.
error-class-exists = Класс { $class } уже есть.
error-class-grade = Параллель — число от 1 до 11.
error-class-letter = Литера класса — от 1 до 15 знаков, например «А».
error-class-unknown = Такого класса нет. Обновите список: возможно, его изменили на другом компьютере.
error-class-unreadable = Название класса не читается. Запишите его так: 5А.
error-database = База данных не выполнила действие (код { $detail }). Ничего не потеряно: повторите; если не поможет, сообщите администратору.
error-database-busy = Журнал занят другой программой. Подождите немного и повторите.
error-database-damaged = Файл базы данных повреждён (код { $detail }). Не вносите новых данных на этом компьютере. { volume-way-back }
error-database-key = Ключ не подходит к файлу базы данных: файл испорчен или он от другого журнала. Проверьте, та ли это папка данных и та ли учётная запись системы. { volume-way-back }
error-entry-too-long = Запись слишком длинная. Сократите её.
error-fate-row = Записи журнала на этом компьютере повреждены (судьбы записей). Запустите проверку целостности и обратитесь к администратору.
error-file-denied = Система не дала доступа к файлу. Проверьте права и не открыт ли он в другой программе.
error-file-not-found = Файл не найден. Проверьте, не переименован ли он и подключён ли диск.
error-file-not-plain = Это не файл, а папка, устройство или канал. Выберите обычный файл.
error-file-token = Выбор файла устарел. Выберите файл ещё раз.
error-file-too-large = Файл больше { $mb } МБ: это не список обучающихся. Проверьте, тот ли это файл.
error-home-exists = В этой папке данных журнал уже есть.
error-home-missing = В этой папке данных журнала нет. Проверьте папку или создайте журнал.
error-home-poisoned = Программа прервала действие и остановила запись. Закройте журнал и откройте его снова: сохранённое цело.
error-idle-minutes = Время до блокировки — от 1 до { $most } минут.
error-import-new-classes = В списке есть классы, которых в журнале ещё нет: { $classes }. Попросите завуча или администратора создать их и повторите.
error-intent-damaged = Незаконченная работа прошлого запуска не читается. Повторите импорт: уже внесённое не удвоится.
error-io = Система не выполнила действие с файлом ({ $detail }). Проверьте диск и место на нём, затем повторите.
error-keys-locked = Ключи закрыты: введите парольную фразу файла ключей.
error-ledger-row = Запись журнала на этом компьютере повреждена. Не вносите новых данных; запустите проверку целостности и обратитесь к администратору.
error-ledger-row-missing = На этом компьютере не хватает записи журнала. Не вносите новых данных; запустите проверку целостности и обратитесь к администратору.
error-level-required = Журнал школы перешёл на новый формат (уровень { $level }). Обновите программу: до этого она только читает.
error-log-cursor = Место в журнале изменений указано неверно. Откройте его с начала.
error-log-limit = На страницу журнала изменений помещается от 1 до { $most } записей.
error-log-volume = Такого тома нет. Укажите registry или год, например 2026.
error-login-taken = Логин «{ $login }» занят. Придумайте другой.
error-login-wait = Неверных попыток слишком много. Следующая — через { $seconds } с.
error-password-wrong = Пароль не подходит. Проверьте раскладку и Caps Lock.
error-login-wrong = Логин или пароль не подходят. Проверьте раскладку и Caps Lock. Если этой записи здесь ещё не знают, сначала выполните обмен.
error-name-digits = В имени цифры. Исправьте его.
error-name-formula = Вместо имени стоит формула. Замените её именем.
error-name-initials = Вместо имени инициалы. Напишите его полностью.
error-name-long = Имя слишком длинное. Проверьте его.
error-name-markup = В имени разметка. Уберите её.
error-name-mixed = В имени перемешаны латинские и русские буквы. Наберите его заново.
error-name-no-given = Не указано имя. Напишите фамилию и имя полностью.
error-name-no-surname = Не указана фамилия.
error-name-signs = В имени недопустимые знаки. Исправьте его.
error-no-right = У вас нет права на это действие. Если оно нужно вам по работе, обратитесь к администратору журнала.
error-no-space = На диске не осталось места. Освободите его и повторите: ничего не потеряно.
error-password-same = Новый пароль совпадает с прежним. Придумайте другой.
error-plan-stale = Пока вы смотрели план, журнал изменился. Прочитайте файл ещё раз: план будет составлен заново.
error-plan-unknown = Этот план уже внесён или забыт. Прочитайте файл ещё раз.
error-role-dates = Срок роли указан неверно: конец раньше начала или уже прошёл.
error-role-held = Эта роль у человека уже есть.
error-role-needs-end = Роль «{ $role }» дают только на срок. Укажите последний день.
error-role-not-held = Этой роли у человека нет. Обновите список.
error-role-unknown = Такой роли нет. Список ролей: roles.list.
error-schema-newer = База данных сделана более новой программой (схема { $have }, эта знает { $know }). Обновите программу.
error-school-damaged = В реестре нет первых записей школы: он повреждён. { volume-way-back }
error-school-exists = В этой папке данных школа уже есть.
error-school-none = В этой папке данных школы ещё нет. Создайте её: zhurnal init или первый запуск окна.
error-seal-failed = Зашифровать личные данные не удалось. Сократите текст и повторите.
error-sealed-closed = Эти личные данные не открываются: их ключа на этом компьютере нет, или они стёрты.
error-sealed-refused = Личные данные зашифрованы другим ключом или повреждены.
error-session-closed = Учётная запись закрыта. Обратитесь к администратору журнала.
error-session-locked = Журнал заблокирован. Введите пароль.
error-session-must-change = Сначала замените временный пароль своим.
error-session-none = Сначала войдите в журнал.
error-setting-long = Значение настройки «{ $name }» длиннее 4000 знаков.
error-setting-name = Имя настройки — до 60 строчных латинских букв, цифр, точек, дефисов.
error-sex-unknown = Пол не читается. Напишите «м» или «ж».
error-sheet-other-school = Это лист восстановления другой школы. Сверьте отпечаток на листе с отпечатком в журнале.
error-sheet-not-present = Это не действующий лист восстановления: нужен лист № { $number }. Если его нет, оставьте поле пустым: хватит запечатанного.
error-sheet-present = Это действующий лист, а нужен следующий, из запечатанного конверта.
error-sheet-retired = Лист № { $number } больше не действует: корневой ключ сменили, нужен лист № { $present }. Старый лист сожгите.
error-sheet-sealed = Это следующий лист, № { $number }: он должен лежать запечатанным. Наберите действующий. Если он пропал или его видел посторонний, смените лист: «Лист и компьютеры», «Сменить лист».
error-rotation-unsaved = Сначала напечатайте или сохраните оба новых листа восстановления: без них новый корневой ключ пропадёт вместе с журналом.
error-sheet-paper = Такого листа нет: copy-1, copy-2, sealed.
error-sheet-file = Такого файла листов нет: present, sealed.
error-sheet-nowhere = Скажите, куда деть листы восстановления: --sheet ФАЙЛ или --printer ИМЯ. Без листа журнал не вернуть.
error-sheet-one-file = Действующий и следующий листы сохраняют в разные файлы: кто найдёт один, не должен получить оба.
error-sheet-files-unsure = Файлы листов удаляют, когда оба листа на бумаге (следующий в конверте) и отпечаток на бумаге сверен с отпечатком школы. В командной строке: zhurnal root files --delete --printed --compared.
error-sheet-file-stays = { $count ->
        [one] { $count } файл листа удалить не удалось
        [few] { $count } файла листов удалить не удалось
       *[many] { $count } файлов листов удалить не удалось
    }: нет прав или диск только для чтения. Удалите их сами, минуя корзину.
error-rotation-outdated = Корневой ключ тем временем сменили на другом компьютере. Начните заново и сверьте отпечаток школы.
error-home-too-old = Журнал в этой папке сделан пробной версией программы, и эта его не читает. Откройте его прежней программой и напечатайте нужное; новый журнал заведите в другой папке.
error-sheet-pending = Журнал ещё создаётся: подтвердите лист восстановления.
error-snils-control = Контрольное число СНИЛС не сходится. Проверьте цифры.
error-snils-length = В СНИЛС должно быть 11 цифр.
error-snils-rounded = СНИЛС округлён таблицей. Запишите его текстом.
error-snils-signs = В СНИЛС недопустимые знаки.
error-snils-zeros = СНИЛС из одних нулей. Уберите его, если номера нет.
error-table-too-large = В таблице больше { $rows } строк или { $cells } столбцов. Разделите файл и прочитайте его по частям.
error-thread = Системе не хватает памяти для этой работы. Закройте лишние программы и повторите.
error-too-many-jobs = Одновременно идёт слишком много работ. Дождитесь конца одной из них.
error-unknown-job = Об этой работе уже ничего не известно. Начните её ещё раз.
error-unknown-kind = Запись вида { $kind } этой программе не известна. Обновите программу.
error-unknown-operation = Действия «{ $name }» нет. Список: zhurnal call --list.
error-waiting-row = Ожидающая запись журнала повреждена. Запустите проверку целостности и обратитесь к администратору.
error-witness-clock = Часы этого компьютера стоят раньше последней контрольной отметки. Исправьте дату и время.
error-witness-not-here = Этот компьютер не хранитель контрольных отметок: им его назначает лист восстановления.
error-wrong-stage = Сейчас это действие невозможно. Обновите окно и повторите.
error-year-destroyed = Журнал { $year } года уничтожен по акту: на этом компьютере его больше нет.
error-year-quarantined = Журнал { $year } года в карантине перед уничтожением по акту: он скрыт, но цел. Вернуть его может администратор — отменой акта.
volume-of = { $volume ->
    [registry] Реестр школы
   *[other] Журнал { $volume } года
  }
volume-way-back = Закройте программу и верните файлы из самой новой копии папки журнала, все вместе: registry.db, папку years и файлы -wal рядом с ними. Копии нет — ничего не удаляйте и не заводите заново: записи могли остаться на других компьютерах школы и в архивах. Сообщите администратору.
error-volume-damaged = { volume-of } повреждён: файл не читается (код { $detail }). { volume-way-back }
error-volume-empty = { volume-of } повреждён: файл пуст. За пустой журнал его программа не принимает. { volume-way-back }
error-volume-foreign = { volume-of } повреждён: файл испорчен или он из другой папки, от другого года или другой школы. { volume-way-back }
error-volume-key = { volume-of } не открыть: ключа к его файлу на этом компьютере нет. Верните ключи той же давности, что и файл (keys.bin или запись в связке ключей).
error-volume-missing = { volume-of } повреждён: файла нет на месте. { volume-way-back }
error-volume-older = { volume-of } — старая копия: не хватает записей, не меньше { $count }. Читать можно, вносить новое нельзя. Если есть копия новее, закройте программу и верните её. Если нет, администратор может продолжить без этих записей: «Проверка целостности» или zhurnal volumes go-on.
error-volume-sound = { volume-of }: потерянных записей нет, продолжать можно и так.
error-registry-missing = Журнал повреждён: файла реестра школы (registry.db) нет, а ключи или журналы лет в этой папке есть. Новый журнал поверх них не создаётся. { volume-way-back }
error-year-missing = Года { $year } на этом компьютере нет. Сделайте это на компьютере, где он есть, или сначала получите год оттуда обменом.

doctor-school = Журнал школы на месте, схема { $schema }.
doctor-no-school = Журнала в этой папке данных нет.
doctor-keys-keyring = Ключи открыты, хранятся в связке ключей системы.
doctor-keys-file = Ключи открыты, хранятся в файле под парольной фразой.
doctor-keys-locked = Ключи закрыты: без парольной фразы или связки ключей журнал не проверить.
doctor-keys-none = Ключей в этой папке данных нет.
doctor-space = Свободно на диске: { $mb } МБ.
doctor-space-little = Свободно на диске только { $mb } МБ. Освободите место.
doctor-clock = Часы идут верно: записей из будущего нет.
doctor-clock-behind = Часы отстают от новейшей записи на { $minutes } мин. Проверьте дату и время компьютера.
doctor-roots = Корневой ключ № { $number }, другого такого нет.
doctor-roots-other = Есть два документа листа № { $number }: его меняли дважды, или лист видел посторонний. Сверьте отпечаток документа на всех компьютерах и на листах, верный наберите в «Листе и компьютерах» (zhurnal root settle); чужой комплект сожгите.
doctor-gaps-none = Частей, объявленных потерянными, нет.
doctor-gaps = Объявлено потерянными частей: { $count }. Кто и когда — в журнале изменений; если этого никто в школе не делал, сообщите администратору.
doctor-late-none = Ничего не ждёт приёма.
doctor-late = Ждёт приёма записей: { $count }. Какой-то компьютер прислал больше, чем принимают за день; остальное придёт в следующие дни. Администратор может принять всё сразу: «Под вопросом», «Ждёт приёма».
doctor-windows = Главный компьютер закрывал только прошедшие дни.
doctor-windows-ahead = Главный компьютер закрыл дни, которые ещё не прошли: его часы спешат, или им распоряжается чужой. Проверьте его.
doctor-witness-none = Контрольных отметок ещё нет.
doctor-witness = Контрольные отметки ставятся.
doctor-witness-quiet = Контрольных отметок нет { $days } дн. Включите главный компьютер школы: без них неизвестно, что внесли раньше, а что позже.
doctor-sheets-none = Файлов листов восстановления на диске нет.
doctor-sheets-left = { $count ->
        [one] На диске лежит { $count } файл листа восстановления
        [few] На диске лежат { $count } файла листов восстановления
       *[many] На диске лежат { $count } файлов листов восстановления
    }. Напечатайте листы и удалите файлы: в окне журнала («Удалить файлы…») или zhurnal root files.
doctor-interrupted-none = Прерванных работ нет.
doctor-interrupted = Есть прерванный импорт. Он закончится сам, когда войдёт тот, кому импорт разрешён.
doctor-integrity = Томов проверено: { $volumes }. Подписи верны, таблицы сходятся с записями.
doctor-integrity-broken = Найдены повреждения. Не вносите новых данных; запустите zhurnal check и обратитесь к администратору.
doctor-volumes = Реестр и годы на месте, не старше, чем были.
doctor-volume-damaged = { error-volume-damaged }
doctor-volume-empty = { error-volume-empty }
doctor-volume-foreign = { error-volume-foreign }
doctor-volume-key = { error-volume-key }
doctor-volume-missing = { error-volume-missing }
doctor-volume-older = { error-volume-older }
doctor-registry-missing = { error-registry-missing }
doctor-database-key = { error-database-key }
doctor-database-damaged = { error-database-damaged }
doctor-clock-back = Часы отстают от последних записей этого компьютера на { $days } { $days ->
    [one] день
    [few] дня
   *[many] дней
  }. Проверьте дату и время: записи делаются, но время у них будет неверным.
doctor-clock-ahead = Между записями этого компьютера прошло { $days } { $days ->
    [one] день
    [few] дня
   *[many] дней
  }. Если это не каникулы, проверьте дату и время: записи делаются, но время у них будет неверным.
doctor-trouble = Проверить не удалось (код { $code }).

kind-absence-paper = Документ о пропусках
kind-absence-reason = Причина пропуска
kind-accepted = Журнал принят
kind-account = Учётная запись
kind-acquainted = Ознакомление
kind-admin = Администратор
kind-archive-copy = Копия архивного дела
kind-archive-file = Архивное дело
kind-archive-hold = Запрет уничтожения
kind-archive-volume = Том дела
kind-attendance = Посещаемость
kind-award = Награда
kind-bell-schedule = Расписание звонков
kind-bells = Звонок
kind-breach = Нарушение с паролем
kind-certificate = Справка
kind-certification = Лист-заверитель
kind-check = Проверка журнала
kind-check-seen = Ознакомление с проверкой
kind-checkpoint = Контрольная точка
kind-class = Класс
kind-class-closed = Класс закрыт
kind-class-credentials = Выдача учётных данных классу
kind-class-list = Список класса
kind-class-member = Строка приказа о классе
kind-close-year = Год закрыт
kind-college-group = Группа колледжа
kind-consent = Согласие
kind-control-plan = План контроля
kind-control-work = Контрольная работа
kind-council = Решение педсовета
kind-credentials = Выдача учётных данных
kind-curriculum = Учебный план
kind-cut = Прекращение полномочий
kind-day = День календаря
kind-debt = Академическая задолженность
kind-debt-attempt = Попытка сдачи задолженности
kind-decide = Решение по записям
kind-destroyed = Том уничтожен
kind-destruction-act = Акт об уничтожении
kind-device = Компьютер
kind-erased = Личные данные стёрты
kind-exam = Экзамен
kind-external-mark = Отметка другой школы
kind-extra-paper = Документ
kind-final-mark = Итоговая отметка
kind-gap = Утраченные записи
kind-group = Учебная группа
kind-group-member = Состав группы
kind-guardian = Представитель
kind-health = Листок здоровья
kind-homeroom = Классное руководство
kind-homework = Домашнее задание
kind-homework-done = Выполнение домашнего задания
kind-hospital-mark = Отметка из больницы
kind-lesson = Урок
kind-load = Нагрузка
kind-mark = Отметка
kind-merge = Объединение записей о человеке
kind-message = Сообщение
kind-military = Воинский учёт
kind-open = Снятие запрета
kind-order = Приказ
kind-outage = Сбой системы
kind-passed-later = Тема сдана позже
kind-pe-exemption = Освобождение от физкультуры
kind-permit = Разрешение на исправление
kind-person-address = Адрес
kind-person-birth = Дата рождения
kind-person-key = Ключ личных данных
kind-person-name = Имя
kind-person-note = Заметка о человеке
kind-person-sealed = Закрытые личные данные
kind-person-sex = Пол
kind-person-snils = СНИЛС
kind-personal-file = № личного дела
kind-plan-approved = План утверждён
kind-plan-topic = Тема плана
kind-portfolio = Портфолио
kind-printed = Печать
kind-programme = Программа обучения
kind-protocol = Протокол
kind-pupil-homework = Задание обучающемуся
kind-pupil-order = Строка приказа об обучающемся
kind-pupil-programme = Программа обучающегося
kind-regime = Режим занятий
kind-remark = Замечание по журналу
kind-remark-answer = Ответ на замечание
kind-require = Требование формата
kind-resource = Учебный ресурс
kind-result-mark = Отметка в аттестат
kind-role = Роль
kind-role-scope = Пределы роли
kind-room = Кабинет
kind-root = Корневой ключ
kind-scale = Шкала отметок
kind-school = Школа
kind-seen = Принятые записи
kind-session = Вход
kind-setting = Настройка
kind-signed = Подпись журнала
kind-spared = Акт уничтожения или стирания отменён
kind-staff = Сотрудник
kind-stitched = Прошивка
kind-subject = Предмет
kind-substitution = Замена
kind-survey = Опрос
kind-survey-answer = Ответ на опрос
kind-tasks = Задания на уроке
kind-term = Учебный период
kind-timetable = Расписание
kind-topic = Тема урока
kind-transfer = Перенос урока
kind-undertaking = Обязательство о неразглашении
kind-user-key = Пароль
kind-viewed = Просмотр
kind-volume-key = Ключ тома
kind-work = Вид работы на уроке
kind-work-type = Вид работы
kind-wrong-data = Сообщение об ошибке в данных
kind-wrong-data-answer = Ответ на сообщение об ошибке
kind-year-opened = Год открыт
kind-year-setting = Настройка года

## Бумаги: чего не хватает, ошибки

stage-drawing = Собираем бумагу
stage-printing = Записываем PDF
lack-year-runs = Учебный год ещё идёт: последний день { $day }
lack-topics = { $group }: { $count ->
        [one] { $count } урок без темы
        [few] { $count } урока без темы
       *[many] { $count } уроков без темы
    }
lack-behind = { $group }: программа не выполнена, { $count ->
        [one] не проведён { $count } урок
        [few] не проведено { $count } урока
       *[many] не проведено { $count } уроков
    }
lack-conflicts = { $group }: { $count ->
        [one] { $count } спорная клетка
        [few] { $count } спорные клетки
       *[many] { $count } спорных клеток
    }, выберите верное
lack-held = { $group }: { $count ->
        [one] { $count } запись ждёт
        [few] { $count } записи ждут
       *[many] { $count } записей ждут
    } решения заместителя
lack-finals = { $count ->
        [one] Не выставлен { $count } итог
        [few] Не выставлено { $count } итога
       *[many] Не выставлено { $count } итогов
    }
lack-final-conflicts = { $count ->
        [one] { $count } спорный итог
        [few] { $count } спорных итога
       *[many] { $count } спорных итогов
    }, выберите верный
lack-final-groups = { $pupil }, { $period }: итоги двух групп ({ $groups }), уберите неверный
lack-decisions = { $count ->
        [one] Нет решения педсовета об { $count } обучающемся
       *[other] Нет решения педсовета о { $count } обучающихся
    }
lack-signs = { $place }: знака { $sign } нет в шрифте, исправьте запись
lack-more-signs = { $count ->
        [one] И ещё { $count } знак, которого нет в шрифте
        [few] И ещё { $count } знака, которых нет в шрифте
       *[many] И ещё { $count } знаков, которых нет в шрифте
    }
paper-note-substitute = замена: { $who }, подпись ____________
paper-note-moved = перенесён
paper-note-dropped = не состоялся
paper-by-permit = разрешение заместителя
error-group-unknown = Такой учебной группы в журнале нет. Обновите список: возможно, её убрали на другом компьютере.
error-paper-unknown = Такой бумаги журнал не печатает.
error-paper-changed = Пока вы смотрели, журнал изменился. Соберите бумагу ещё раз и посмотрите, что в ней теперь.
error-paper-lacks = Начисто печатать рано: { $count ->
        [one] не хватает одного
       *[other] не хватает ({ $count })
    }. Соберите бумагу ещё раз: список рядом с ней.
error-print-copies = Экземпляров должно быть от 1 до { $most }.
error-print-sides = Стороны листа: one, long, short.
error-print-pages = Таких страниц нет: в бумаге { $total ->
        [one] { $total } страница
        [few] { $total } страницы
       *[many] { $total } страниц
    }.
error-print-final-file = Чистовик сначала сохраняют: добавьте --out ФАЙЛ.
error-printer-system = В этой системе журнал не печатает сам. Сохраните PDF, откройте его и напечатайте.
error-printer-program = На компьютере нет службы печати (CUPS). Попросите установить пакеты cups и cups-client или сохраните PDF.
error-printer-service = Служба печати компьютера (CUPS) не запущена. Запустите её или сохраните PDF.
error-printer-none = Принтеров нет. Добавьте принтер в настройках печати компьютера или сохраните PDF.
error-printer-unknown = Принтера «{ $printer }» нет. Выберите другой: zhurnal print printers или список в окне печати.
error-printer-paused = Принтер «{ $printer }» остановлен. Проверьте бумагу и ошибки, запустите его в настройках печати и повторите.
error-printer-refusing = Принтер «{ $printer }» не принимает задания. Включите приём в настройках печати или выберите другой.
error-printer-refused = Служба печати не приняла задание для «{ $printer }» ({ $detail }). Проверьте принтер и повторите или сохраните PDF.
error-printer-stuck = Принтер «{ $printer }» не напечатал лист, и задание отозвано: лист с ключом или паролями не должен выйти, когда рядом никого нет. Проверьте принтер и повторите.
error-printer-timeout = Служба печати не ответила за { $seconds } с. Проверьте принтер и повторите или сохраните PDF.
error-slips-none = Листков нет: печатать нечего.
error-slips-many = За раз печатают не больше { $most } листков.
error-slip-long = В листке слишком длинная строка.
error-slip-glyph = В шрифте бумаг нет знака «{ $character }»: такой листок не напечатать. Перепишите пароль от руки.
error-print-no-stamp = Начисто печатают на компьютере со штампом школы те, кому разрешена печать. Здесь можно сохранить черновик.

## Архив: данные, проверка, ошибки

stage-archiving = Собираем архив
stage-verifying = Проверяем архив
archive-not-archive = Это не архив журнала: файл ZIP не читается
archive-more = И ещё нарушений: { $count }
archive-key-other = Подписан другой школой: отпечаток не тот, с которым сверяли
archive-key-revoked = Подписан компьютером, который школа потом отключила
archive-readme = АРХИВ ЭЛЕКТРОННОГО ЖУРНАЛА

    { $school }
    Учебный год { $years }
    Архив составлен { $day } ({ $made }).
    { $interim ->
        [yes] Год в это время ещё не был закрыт: архив промежуточный, это снимок журнала на день составления.
       *[no] Год закрыт: архив окончательный.
    }

    ЧТО ЗДЕСЬ ЛЕЖИТ

    журналы — классные журналы, файлы PDF (PDF/A-1b).
    ведомости — сводные ведомости учёта успеваемости, файлы PDF.
    данные — те же сведения таблицами: CSV открывает любая программа электронных таблиц (UTF-8, разделитель — точка с запятой), JSON читают программы; схема.json описывает столбцы. Числа в столбцах вида «обучающийся», «группа» — номера строк (№) в таблице с этим названием.
    записи — сами записи журнала с подписями компьютеров, которые их сделали: записи/реестр.bin и записи/{ $year }.bin.
    manifest.json — опись: имя, размер и BLAKE3 каждого файла; manifest.sig — подпись описи.

    КАК ПРОВЕРИТЬ

    Программой «Журнал»: zhurnal verify ФАЙЛ --trust ОТПЕЧАТОК. Она скажет, цел ли архив, подписан ли он этой школой и выходят ли таблицы и бумаги из записей.
    Отпечаток этой школы: { $fingerprint }. Сверьте его с листом-заверителем бумажного журнала: тот, кто подделал бы архив, подделал бы и эту строку.
    Без программы: формат описан в файле docs/FORMAT.md исходных текстов программы «Журнал», раздел 14. Архив — обычный ZIP без сжатия.

    Архив не зашифрован. Персональные данные в нём открыты: храните его в двух экземплярах в разных помещениях, под замком.

error-archive-no-stamp = На этом компьютере нет штампа школы: архив подписывают там, где печатают начисто.
error-archive-no-root-certificate = Сертификат этого компьютера выдан не листом восстановления, а администратором. Архив подписывает компьютер, которому штамп дал сам корневой ключ школы.
error-archive-changed = Пока собирали архив, в журнал внесли записи. Ничего не сохранено; повторите, когда никто не пишет.
error-archive-behind = Свидетель школы уже подписал записи, которых на этом компьютере нет. Примите их обменом и повторите.
error-archive-midnight = Пока собирали архив, начался новый день. Ничего не сохранено; повторите.
error-archive-too-large-ledger = Записей за год больше { $mb } МБ: столько архив не вмещает. Напишите разработчикам: такого года ещё не было.
error-archive-unread = Пока проверяли архив, файл изменился. Проверьте его ещё раз.
error-archive-moment = В описи архива не прочесть, когда он составлен. Возьмите другую копию.
error-archive-too-large = Архив вышел бы больше { $gb } ГБ. Напишите разработчикам: такого года ещё не было.
error-archive-name = Файлу архива не подобрать имени. Сообщите разработчикам.
error-archive-row = Таблица архива не сложилась. Сообщите разработчикам.
error-archive-write = Архив не удалось записать. Проверьте место на диске и повторите.
error-archive-certificate = Сертификат компьютера, подписавшего архив, выдан не его школой.
error-ledger-unsigned = В журнале есть записи другого компьютера, ещё не подписанные им. Дождитесь обмена и повторите.

table-classes = классы
table-pupils = обучающиеся
table-movement = движение
table-staff = сотрудники
table-subjects = предметы
table-terms = периоды
table-works = виды работ
table-groups = группы
table-group_members = состав групп
table-teachers = учителя групп
table-lessons = уроки
table-marks = отметки
table-absences = пропуски
table-finals = итоги
table-decisions = решения
table-awards = награды
data-id = №
data-class = Класс
data-class_id = Класс (№)
data-grade = Параллель
data-letter = Литера
data-homeroom = Классный руководитель (№)
data-surname = Фамилия
data-given = Имя
data-patronymic = Отчество
data-birth = Дата рождения
data-sex = Пол
data-pupil = Обучающийся (№)
data-from = С
data-to = По
data-move = Движение
data-order = Приказ
data-position = Должность
data-name = Название
data-short = Кратко
data-term_kind = Вид периода
data-grades = Параллели
data-weight = Вес, сотые
data-days = Дней на проверку
data-obligatory = Обязательная
data-subject = Предмет (№)
data-group_kind = Вид группы
data-classes = Классы
data-hours = Часов в неделю, сотые
data-group = Группа (№)
data-teacher = Учитель (№)
data-date = Дата
data-lesson = № урока
data-status = Состоялся
data-topic = Тема
data-homework = Домашнее задание
data-work = Вид работы (№)
data-ordinal = Которая за урок
data-mark = Отметка
data-absence = Пропуск
data-minutes = Минут
data-reason = Причина
data-term = Период (№)
data-final_kind = Вид итога
data-grounds = Основание
data-conflict = Две группы, верный итог не выбран
data-decision = Решение педсовета
data-to_class = В класс
data-protocol = Протокол №
data-award = Награда
## journal (ядро страницы журнала)

work-usual = Ответ на уроке
work-usual-short = О
term-short-quarter = { $numeral } ч.
term-short-trimester = { $numeral } тр.
term-short-half = { $numeral } п/г
term-short-module = { $numeral } мод.
term-short-semester = { $numeral } сем.
term-short-year = Год
term-short-holidays = Кан.
note-left = выбыл(а) с { $day }{ $order ->
    [yes] , пр. № { $number } от { $dated }
   *[other] { "" }
}
note-transferred = переведён(а) в { $class } с { $day }{ $order ->
    [yes] , пр. № { $number } от { $dated }
   *[other] { "" }
}
note-arrived = прибыл(а) { $day }{ $order ->
    [yes] , пр. № { $number } от { $dated }
   *[other] { "" }
}
note-returned = вернулся (вернулась) { $day }{ $order ->
    [yes] , пр. № { $number } от { $dated }
   *[other] { "" }
}
day-works-as = Учимся по расписанию за { $day }
day-holidays = Каникулы:
day-outside-terms = Не учебное время
day-weekend = Выходной день
why-fine = Учтена
why-payload = Запись составлена неверно
why-no-session = Неизвестно, кто её сделал
why-forged-session = Подпись сеанса не подходит
why-key-unknown = Ключ автора здесь неизвестен: нужен обмен
why-device-unknown = Компьютер не принят в школу
why-capability = На этом компьютере такое не записывают
why-no-grant = У автора не было права
why-grant-in-doubt = Право автора под вопросом: ждёт решения
why-cut = Сделана после закрытия: ждёт решения заместителя директора
why-void-cut = Аннулирована
why-decided = Учтена по решению
why-kind = Сделана более новой программой
why-after-gap = Идёт после утраченной части
why-key-replaced = Сделана под прежним паролем: до его замены о ней никто не знал
why-two-changes = Пароль сменили дважды независимо: нужен новый пароль от администратора
why-root-key = Пароль администратора даёт только лист восстановления
why-grant-unseen = Компьютер автора ещё не знал о его праве: ждёт решения
why-temporary = Временным паролем можно только задать свой
why-key-twice = Этот ключ уже дан
why-key-wrong = Ключ дан не так, как дают ключи
why-foreign = Запись другого человека
why-overlap = Эти дни уже закрыты тем же компьютером
late-marks = Отметки выставлены позже срока, установленного регламентом
late-homework = Домашнее задание записано позже срока, установленного регламентом
warning-final-beside = Итог этого обучающегося уже поставила другая группа: показан будет один из них или «две группы».
uncounted = Не в счёт: { $count ->
        [one] { $count } запись
        [few] { $count } записи
       *[many] { $count } записей
    }
uncounted-other = Запись не в счёт
uncounted-final = { $pupil }, { $term }: итог { $mark } группы { $group } не в счёт – обучающийся не в ней или в конце периода в другой
uncounted-membership = { $pupil }: в группе с { $day } от класса { $class }, но в этот день не в нём или класс не из группы – не в счёт
uncounted-reason = { $pupil }, { $day }, { $slot }-й урок: причина от класса { $class } не показана – в этот день обучающийся не в нём
warning-topic-empty = Тема не названа: допишите, что именно повторяли, решали или проверяли.
error-term-unknown = Такого отчётного периода нет. Обновите страницу.
error-lesson-unknown = { $date }, урок { $slot }: такого урока у группы нет. Проверьте расписание и календарь.
error-lesson-future = Урок { $date } ещё не начался: отметки и посещаемость ставят в день урока. Тему и домашнее задание записать можно.
error-lesson-not-held = Урок { $date } перенесён или не состоялся: отметки и посещаемость в нём не ставят.
error-lesson-kind = Такого вида урока нет. Обновите страницу.
error-lesson-status = Такого состояния урока нет. Обновите страницу.
error-pupil-unknown = Такого обучающегося в группе нет. Обновите страницу.
error-pupil-not-in-group = { $date }: обучающегося в этот день в группе не было. Проверьте дату урока и приказ.
error-work-unknown = Такого вида работы нет. Выберите другой.
error-work-ordinal = Работ одного вида в уроке может быть не больше { $most }.
error-work-has-marks = По этой работе есть отметки: сначала уберите их.
error-mark-not-in-scale = Такую отметку здесь не ставят: её нет в шкале предмета и класса.
error-absence-code = Такого кода посещаемости нет. Есть: н, нп, уп, б, оп.
error-absence-minutes = Минуты указывают только для опоздания, не больше { $most }.
error-reason-stays = Причину, указанную классным руководителем, можно изменить, но не убрать.
error-reason-stated = Классный руководитель уже указал причину пропуска: изменить её может только он.
error-topic-empty = Тема не названа: допишите, что именно повторяли, решали или проверяли. Этого требует регламент школы.
error-homework-due = Задание не может быть сдано раньше урока { $date }. Проверьте срок.
error-homework-minutes = Время на задание — не больше { $most } минут.
error-text-long = Слишком длинный текст: не больше { $most } знаков. Сократите его.
error-final-cell = Такой итог в этом периоде не ставят. Обновите страницу.
error-finals-early = Итоги периода, который кончается { $date }, ставят в его последнюю неделю или позже.
error-term-locked = Период закрыт для изменений. Разрешение даёт заместитель директора.
error-window-locked = Срок изменения отметок за { $date } истёк. Разрешение даёт заместитель директора.
error-year-closed = Учебный год закрыт: журнал можно только читать.
error-cell-changed = Клетку успели изменить: отменять нечего. Посмотрите её историю.
error-cell-kind = Такой клетки на странице нет. Обновите страницу.
error-bad-guard = Отмена записана неверно. Обновите страницу.
error-too-many-changes = За один раз можно записать не больше { $most } изменений. Разделите их.

## Бумаги

paper-draft = ЧЕРНОВИК
paper-proof = Подписано ключом школы { $fingerprint }. Контрольная отметка { $checkpoint }. { $date }
paper-page = с. { $page }
paper-journal-name = Классный журнал { $class }, { $year }
paper-volume-title = { $title }, том { $volume } из { $of }
paper-year = { $year } учебный год
paper-of-class = { $class } класс, { $year } учебный год
paper-number = №
paper-name-short = Фамилия, имя
paper-name-full = Фамилия, имя, отчество
paper-date = Дата
paper-note = Примечание
paper-director = Директор
paper-deputy = Заместитель директора
paper-homeroom = Классный руководитель
paper-seal = М.П.
paper-signature = Подпись
paper-sign-post = должность
paper-sign-hand = подпись
paper-sign-name = расшифровка подписи
paper-sign-date = дата
paper-cover-journal = Классный журнал
paper-cover-class = { $class }
paper-cover-file = Дело № { $file }, том { $volume } из { $of }
paper-cover-dates = Крайние даты: { $from } – { $to }
paper-cover-no-dates = Крайние даты: ____________________
paper-cover-sheets = на { $sheets } л.
paper-cover-keep =
    Хранить { $years } { $years ->
        [one] год
        [few] года
       *[many] лет
    }, ст. { $article }
paper-cover-keep-open = Хранить _____ лет, ст. { $article }
paper-contents = Оглавление
paper-contents-section = Предмет, раздел
paper-contents-teacher = Учитель
paper-contents-volume = Том
paper-contents-pages = Страницы
paper-contents-sheets = Листы
paper-spread-subject = Предмет: { $subject }
paper-spread-class = Класс { $class }
paper-spread-part = Класс { $class }, { $part }
paper-spread-teacher = Учитель: { $teacher }
paper-topic = Тема урока и выполненные задания
paper-homework = Домашнее задание
paper-month =
    { $month ->
        [1] январь
        [2] февраль
        [3] март
        [4] апрель
        [5] май
        [6] июнь
        [7] июль
        [8] август
        [9] сентябрь
        [10] октябрь
        [11] ноябрь
       *[12] декабрь
    }
paper-month-short =
    { $month ->
        [1] янв.
        [2] фев.
        [3] март
        [4] апр.
        [5] май
        [6] июнь
        [7] июль
        [8] авг.
        [9] сен.
        [10] окт.
        [11] нояб.
       *[12] дек.
    }
paper-month-three =
    { $month ->
        [1] янв
        [2] фев
        [3] мар
        [4] апр
        [5] май
        [6] июн
        [7] июл
        [8] авг
        [9] сен
        [10] окт
        [11] ноя
       *[12] дек
    }
paper-closing-hours = { $term }: по плану { $planned } ч., проведено { $held } ч.
paper-closing-so-far = { $term }: по плану { $planned } ч., пока проведено { $held } ч.
paper-closing-done = Программа выполнена.
paper-closing-behind = Отставание { $hours } ч.
paper-closing-open = Программа __________________
paper-missed = Сведения о количестве уроков, пропущенных обучающимися
paper-missed-days = дней полностью
paper-missed-lessons = уроков всего
paper-missed-ill = по болезни
paper-missed-excused = уважительные
paper-missed-unexcused = неуважительные
paper-missed-unstated = причина не указана
paper-cards = Общие сведения об обучающихся
paper-cards-file = № личного дела
paper-cards-sex = Пол
paper-cards-birth = Дата рождения
paper-cards-parents = Родители (законные представители)
paper-cards-work = Место работы, телефон
paper-cards-address = Домашний адрес
paper-summary = Сводная ведомость учёта успеваемости
paper-summary-title = Сводная ведомость учёта успеваемости обучающихся { $class } класса за { $year } учебный год
paper-summary-period = Период
paper-summary-decision = Решение педагогического совета (дата и номер)
paper-corrections = Исправления
paper-corrections-what = Отметки, изменённые после дня урока
paper-corrections-pupil = Обучающийся
paper-corrections-subject = Предмет
paper-corrections-lesson = Дата урока
paper-corrections-was = Было
paper-corrections-is = Стало
paper-corrections-changed = Когда
paper-corrections-grounds = Основание
paper-corrections-by = Кто
paper-corrections-none = Исправлений нет
paper-remarks = Замечания по ведению журнала
paper-remarks-text = Замечание, кто сделал
paper-remarks-answer = Отметка об исполнении
paper-certify-title = ЛИСТ-ЗАВЕРИТЕЛЬ ДЕЛА № { $file }
paper-certify-sheets =
    В деле подшито и пронумеровано { $sheets } ({ $words }) { $sheets ->
        [one] лист
        [few] листа
       *[many] листов
    }, в том числе:
paper-certify-lettered = литерные номера листов _______________________________________;
paper-certify-skipped = пропущенные номера листов ____________________________________;
paper-certify-inventory = + листов внутренней описи _____________________________________
paper-certify-features = Особенности физического состояния и формирования дела
paper-certify-numbers = Номера листов
paper-label =
    Прошито, пронумеровано и скреплено печатью { $sheets } ({ $words }) { $sheets ->
        [one] лист
        [few] листа
       *[many] листов
    }
paper-label-date = «____» ________________ 20____ г.
paper-accepted = Журнал проверен и принят для сдачи в архив.
paper-field-heading = реквизиты бумаги
paper-field-subject = название предмета или группы
paper-field-teacher = учитель
paper-field-pupil = имя обучающегося
paper-field-movement = запись о движении
paper-field-term = название периода
paper-field-mark = отметка
paper-field-topic = тема
paper-field-homework = домашнее задание
paper-field-note = примечание
paper-field-card = общие сведения
paper-field-decision = решение педсовета
paper-field-correction = исправления
paper-field-remark = замечания
error-paper-signs = Бумагу нельзя сделать чистовой: в ней есть знаки, которых нет в её шрифте. { $place }: знак { $sign }. Исправьте запись или замените знак.
error-paper-too-long = Слишком длинный текст не помещается на страницу: { $place }. Сократите его.
error-paper-pdf = Не удалось составить PDF ({ $detail }). Повторите; если не поможет, сообщите разработчикам.

## cli

error-user-missing = Не сказано, кто входит. Задайте логин в переменной ZHURNAL_USER.
error-password-missing = Пароль пуст. Задайте его в ZHURNAL_PASSWORD или первой строкой стандартного ввода.
error-secret-argument = Пароли, парольные фразы и группы листа не пишут в аргументах: список запущенных программ виден всем на этом компьютере. Введите их с клавиатуры, когда программа спросит, или задайте в переменных ZHURNAL_PASSWORD, ZHURNAL_KEYS_PASSPHRASE, ZHURNAL_SHEET, ZHURNAL_SHEET_SEALED. То, что уже было написано в аргументе, смените.
error-secret-json = В запросе «{ $name }» есть пароль, фраза или лист, поэтому из аргумента он не читается. Передайте его строкой стандартного ввода: zhurnal call { $name } -. То, что уже было написано в аргументе, смените.
error-argument-extra = Лишнее слово в командной строке; здесь оно не повторено. Проверьте кавычки вокруг имён с пробелами и справку: zhurnal --help. Пароли и группы листа в аргументах не пишут.
error-bad-json = Запрос не читается как JSON. Проверьте кавычки и скобки.
error-line-too-long = Запрос длиннее { $mb } МБ. Разделите его.
error-bundle = Пакет для поддержки не удалось составить. Проверьте место на диске и повторите.

cli-init-done = Журнал школы создан. Отпечаток школы: { $fingerprint }
cli-sheets-files =
    Действующий лист восстановления, два экземпляра: { $sheet }
    Следующий лист, для конверта: { $sealed }
    Напечатайте их на разных листах, следующий запечатайте. Потом сверьте отпечаток на бумаге и удалите файлы: zhurnal root files --delete --printed --compared
cli-sheets-printed = Листы напечатаны на принтере { $printer }: два экземпляра действующего храните в разных местах, следующий запечатайте в конверт.
cli-sheet-pause = Два экземпляра напечатаны: заберите их. Следующий лист сложите не читая и запечатайте в конверт. Нажмите Enter, чтобы напечатать его.{" "}
cli-sheet-beside = { $name } (следующий, в конверт).pdf
cli-sheet-files-none = Файлов листов восстановления нет.
cli-sheet-files-deleted = Файлы листов восстановления удалены, в корзине их нет.
cli-sheet-file = Лист № { $number }: { $file }
cli-sheet-file-away = Лист № { $number }: { $file } (диск вынут)
cli-demo-done = Учебная школа готова за { $seconds } с: { $classes ->
        [one] { $classes } класс
        [few] { $classes } класса
       *[many] { $classes } классов
    }, { $pupils ->
        [one] { $pupils } обучающийся
       *[other] { $pupils } обучающихся
    }, учебных групп: { $groups }, уроков за год: { $lessons }, записей: { $events }.
cli-password = Пароль:{" "}
cli-passphrase = Парольная фраза файла ключей:{" "}
cli-passphrase-new = Парольная фраза файла ключей, не меньше 14 знаков:{" "}
cli-demo-published = Фраза её ключей известна всем: списков она не принимает, архива и чистовиков не делает. Со своей фразой: zhurnal demo --own-keys.
cli-demo-own-keys = Ключи под вашей фразой: без неё школа не откроется. Она принимает списки, печатает чистовики и архивирует.
cli-demo-home = Она лежит в папке { $home }. Люди и отметки вымышлены; часы при каждом запуске показывают { $day }.
cli-demo-empty = Пустая учебная школа готова за { $seconds } с: в ней один администратор. Списки загрузите сами: zhurnal import …
cli-demo-logins = Войти: { $logins }. Пароль у всех: { $password }
cli-print-saved = { $title }: { $file }, страниц { $pages }, листов { $sheets }.
cli-print-draft = Это черновик. До чистовика не хватает: { $count }.
cli-print-sent = { $title }: отправлено на принтер { $printer }, страниц { $pages }.
cli-printer = { $printer }{ $usual ->
        [yes] {" "}· обычный
       *[no] {""}
    }{ $queue ->
        [paused] {" "}· остановлен
        [refusing] {" "}· не принимает задания
       *[ready] {""}
    }
cli-print-final = Напечатано начисто. Контрольная отметка { $checkpoint }.
cli-archive-made = Архив года: { $file }, { $bytes } байт, файлов { $files }, страниц { $pages }.
cli-archive-interim = Промежуточный архив (год ещё открыт): { $file }, { $bytes } байт, файлов { $files }, страниц { $pages }.
cli-archive-fingerprint = Отпечаток школы: { $fingerprint }
cli-archive-manifest = BLAKE3 описи: { $hash }
cli-archive-clear = Архив не зашифрован: храните его там, где персональные данные защищены.
cli-verify-what = { $school }, { $years } учебный год, составлен { $made }{ $interim ->
        [yes] {""}, промежуточный
       *[no] {""}
    }
cli-verify-inside = Файлов { $files }, записей журнала { $events }.
cli-verify-share = Проверяем архив: { $percent } %
cli-verify-intact = Архив цел: с тех пор как он подписан, в нём ничего не изменено.
cli-verify-damaged = Архив повреждён.
cli-verify-authentic = Подлинный: подписан этой школой.
cli-verify-other = Не подтверждён: подписан не этой школой.
cli-verify-unknown = Не подтверждён: чтобы узнать, подписан ли он школой, дайте --trust с отпечатком с листа-заверителя.
cli-verify-true = Верен записям: таблицы и бумаги выходят из подписанных записей внутри.
cli-verify-untrue = Расходится с записями: таблицы или бумаги говорят не то, что подписанные записи внутри. Верьте записям.
cli-verify-unfolded = Не сверен: записи внутри не складываются в журнал школы.
cli-verify-drafts = Черновиков другой версии программы, которые ничего не доказывают: { $count }.
cli-propose-teacher = { $teacher }: часов в неделю { $hours }, групп: { $groups }
cli-propose-week = Уроков в неделю: { $placed }, за год: { $lessons }.
cli-propose-not-applied = Ничего не внесено. Чтобы внести, повторите с ключом --apply.
cli-propose-applied = Внесено: { $created }, записей: { $events }.
cli-import-file = { $file } ({ $format })
cli-import-plan = Добавить: { $create }, изменить: { $update }, без изменений: { $unchanged }, пропустить: { $skip }, ошибок: { $errors }.
cli-import-classes = Новые классы: { $classes }.
cli-import-errors = Не войдут из-за ошибок ({ $count }):
cli-import-skipped = Пропущены ({ $count }):
cli-import-warnings = Замечания ({ $count }):
cli-import-not-applied = Ничего не внесено. Чтобы внести, добавьте --apply.
cli-import-applied = Внесено: добавлено { $created }, изменено { $updated }, классов создано { $classes }, записей { $events }.
cli-table-applied = Внесено: добавлено { $created }, изменено { $updated }, записей { $events }.
cli-row = строка { $row }
cli-check-volume = Том { $volume }: записей { $events }, цепочек { $chains }.
cli-check-unread = Том { $volume } повреждён.
cli-volume-gone-on = Том { $volume }: дальше записи пойдут новой цепочкой. Если потерянные записи найдутся, они займут своё место.
cli-check-ok = Всё цело.
cli-check-bad = Найдены повреждения. Не вносите новых данных на этом компьютере; покажите этот вывод администратору.
cli-log-next = Более ранние: --before { $next }
cli-doctor-bundle = Пакет для поддержки: { $file }. Личных данных в нём нет.
cli-destroy-proposed = Акт записан: { $entry }. Его должен подтвердить другой администратор или лист восстановления.
cli-destroy-confirmed = Акт подтверждён: { $entry }. Компьютеры школы начнут карантин, когда увидят акт.
cli-destroy-spared = Акт отменён. Журнал из карантина возвращается.
cli-destroy-finished = Журнал { $year } года удалён с этого компьютера.
cli-destroy-none = Актов об уничтожении нет.
cli-destroy-act = { $entry }  { $year }  акт { $act } от { $date }, подписал { $who }{ $state ->
        [spared] , отменён
        [confirms] , подтверждает { $confirms }
       *[first] {""}
    }
cli-destroy-quarantine = Карантин: { $year }, прошло дней { $days } из { $wanted }, подписали { $who }.
cli-destroy-gone = Удалён с этого компьютера: { $year }, подписали { $who }.
cli-destroy-buried = Удалён: { $year }, компьютер «{ $computer }», { $date }.

cli-late-none = Ничего не ждёт приёма.
cli-late = { $id } · { $name } · записей: { $events }, { $kib } КиБ, ждут с { $since }, { $until ->
        [cut] не принимаются: компьютер отключён
       *[other] все будут приняты к { $until }
    }
cli-late-pressed = Всё, что ждало от компьютера { $device }, принято на этом компьютере.
cli-late-admitted = От компьютера { $device } всё принимается сразу, на всех компьютерах школы.
cli-destroy-sheet = лист восстановления
cli-witness-ran = Контрольная отметка: { $checkpoint ->
        [yes] поставлена
       *[no] сегодня уже есть
    }. Закрыто окон правки: { $windows }, закончилось назначений и разрешений: { $grants }.

## Кто подписал: записи под сомнением, корневой ключ, компьютеры

doubt-key-unknown = ключ подписавшего здесь не известен: дождитесь обмена
doubt-key-replaced = подписано прежним паролем, и о записи не знали, когда его меняли
doubt-two-changes = пароль меняли на двух компьютерах сразу
doubt-root-key = пароль администратора выдан без листа восстановления
doubt-after-gap = перед этой записью потеряна часть данных компьютера
doubt-device-unknown = право компьютера под сомнением
doubt-capability = право компьютера под сомнением
doubt-no-session = перед этой записью потеряна часть данных компьютера
doubt-grant-in-doubt = право автора под сомнением
doubt-grant-unseen = автор ещё не знал о своём праве
doubt-cut = полномочия автора были прекращены
doubt-void-cut = полномочия автора или его компьютера были прекращены
doubt-decided = решено: нет
cli-sheet-present = Группы действующего листа восстановления (пусто, если его нет):{" "}
cli-sheet-sealed = Группы листа из запечатанного конверта:{" "}
cli-root-row = Корневой ключ № { $number }: { $fingerprint }, документ { $document }
cli-root-other = ! Второй документ листа № { $number }: { $document }. Сверьте отпечаток документа на всех компьютерах и на листах, верный наберите: zhurnal root settle.
cli-root-document = Отпечаток документа верного листа, 16 знаков:{" "}
cli-root-settle-sheet = Группы листа этого номера:{" "}
cli-root-stands = Подписано прежними корневыми ключами и останется в силе. Чего школа не делала, отмените потом поодиночке:
cli-root-falls = Известно здесь, но перестанет действовать; сделайте заново по новому листу:
cli-root-act = { $time } · № { $number } · { $kind } { $subject }
cli-root-plan = Новый корневой ключ № { $number }, отпечаток { $fingerprint }. Сначала выполните обмен с другими компьютерами. Сменить: та же команда с --apply.
cli-root-done = Корневой ключ сменён. Отпечаток школы теперь { $fingerprint }. Отпечаток документа { $document }: запишите его на всех новых листах. Прежние листы сожгите.
cli-admin-removed = Сделано: { $admin } больше не администратор.
cli-device = { $id } · { $name } · { $capabilities }{ $root }{ $cut }{ $this }
cli-device-root = {" "}· принят по листу
cli-device-cut = {" "}· отключён
cli-device-this = {" "}· этот
cli-law-row = { $time } · { $who }{ $device }: { $what }{ $whom } [{ $state }]
cli-law-device = {" "}({ $device })
cli-law-whom = {" "}→ { $whom }
cli-law-none = Таких действий не было.
cli-law-more = Более ранние: --before { $next }
cli-law-seen = Отмечено: прочитано на этом компьютере.
cli-law-unseen = Прочитали? Повторите с --seen.
cli-opened-row = { $entry } · { $time } · { $author }: { $kind } { $subject } — { $why }
cli-opened-none = Все закрытия действуют.
cli-opened-again = Закрыто снова.
cli-destroy-year = { $year }: { $state }{ $free }
cli-destroy-free = {" "}(можно с { $day })
cli-destroy-file = Дело { $index } «{ $title }», { $id }: { $state }

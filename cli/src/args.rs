//! What can be asked for.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Commit, schema of the databases, format of events.
fn version() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let about = zhurnal::api::about();
        format!("{} ({})\nschema {}\nformat {}", about.version, about.commit, about.schema, about.level)
    });
    &TEXT
}

/// Электронный журнал школы.
///
/// Кто входит, говорят ZHURNAL_USER и ZHURNAL_PASSWORD (или пароль первой строкой стандартного ввода).
/// ZHURNAL_KEYS=keyring|file говорит init, где хранить ключи; ZHURNAL_KEYS_PASSPHRASE — парольная фраза файла ключей.
/// Пароли, фразы и группы листа не пишут в аргументах: их видно в списке программ. Их спросят с клавиатуры.
#[derive(Debug, Parser)]
#[command(name = "zhurnal", version = version(), disable_help_subcommand = true)]
pub struct Arguments {
    /// Папка данных; без неё — обычная для этой системы.
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Один объект JSON вместо текста.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Создать журнал школы.
    Init(Init),
    /// Вызвать действие по имени.
    Call(Call),
    /// Прочитать списки школы.
    #[command(subcommand)]
    Import(Import),
    /// Предложить группы с учителями или расписание; с --apply внести.
    #[command(subcommand)]
    Propose(Propose),
    /// Сделать учебную школу с вымышленными людьми в отдельной папке (--home).
    Demo(Demo),
    /// Собрать бумагу класса: черновик или, с --final, чистовик.
    #[command(subcommand)]
    Print(Print),
    /// Архивировать учебный год.
    Archive(Archive),
    /// Проверить архив; журнал на этом компьютере для этого не нужен.
    Verify(Verify),
    /// Уничтожение журнала прошлого года по акту: двое подписывают, тридцать дней его можно вернуть.
    #[command(subcommand)]
    Destroy(Destroy),
    /// Хранитель контрольных отметок.
    #[command(subcommand)]
    Witness(Witness),
    /// Ждёт приёма: записи компьютера, приславшего больше, чем принимают за день.
    Quarantine {
        #[command(subcommand)]
        asked: Option<Quarantine>,
    },
    /// Проверить цепочки, файлы базы и таблицы.
    Check,
    /// Осмотреть журнал на этом компьютере; вошедшему (ZHURNAL_USER) видно всё.
    Doctor(Doctor),
    /// Тома журнала: реестр школы и годы.
    #[command(subcommand)]
    Volumes(Volumes),
    /// Показать журнал изменений.
    Log(Log),
    /// Корневой ключ школы: каков он и как его сменить.
    #[command(subcommand)]
    Root(Root),
    /// Администраторы.
    #[command(subcommand)]
    Admins(Admins),
    /// Компьютеры школы.
    Devices(Devices),
    /// Важные действия: кто дал пароль или права, кого убрали, что уничтожают.
    #[command(subcommand)]
    Law(Law),
}

#[derive(Debug, Args)]
pub struct Devices {
    /// Без входа, действующим листом восстановления (ZHURNAL_SHEET или с клавиатуры).
    #[arg(long)]
    pub sheet: bool,
}

#[derive(Debug, Subcommand)]
pub enum Law {
    /// Показать действия; видны каждому, у кого есть учётная запись.
    Log(LawPage),
    /// Показать, что сделали с вашей учётной записью и вы ещё не читали.
    News(LawNews),
    /// Показать закрытия, которые больше не действуют; с --again закрыть снова.
    Opened(LawOpened),
}

#[derive(Debug, Args)]
pub struct LawPage {
    /// Сколько действий, 1–500.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
    /// С какого места: `next` предыдущей страницы.
    #[arg(long)]
    pub before: Option<String>,
}

#[derive(Debug, Args)]
pub struct LawNews {
    /// Отметить: прочитано.
    #[arg(long)]
    pub seen: bool,
}

#[derive(Debug, Args)]
pub struct LawOpened {
    /// Закрыть снова, от своего имени: имя закрытия из списка.
    #[arg(long, value_name = "ID")]
    pub again: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Volumes {
    /// Работать дальше без записей, которых нет в старой копии тома. Сначала поищите копию новее.
    GoOn(GoOn),
}

#[derive(Debug, Args)]
pub struct GoOn {
    /// Том: registry или год.
    #[arg(long)]
    pub volume: String,
}

#[derive(Debug, Subcommand)]
pub enum Root {
    /// Показать корневые ключи и что ими подписано.
    State,
    /// Сменить корневой ключ листом из запечатанного конверта; без --apply — показать, что будет.
    Rotate(Rotate),
    /// Показать файлы листов восстановления, которые надо удалить; с --delete удалить.
    Files(SheetFiles),
    /// Из двух документов одного листа признать верным тот, чей отпечаток вы сверили.
    Settle(Settle),
}

/// Под своим именем это делает администратор; если войти некому, нужен лист этого номера (--sheet: ZHURNAL_SHEET или с клавиатуры).
#[derive(Debug, Args)]
pub struct Settle {
    /// Отпечаток документа, 16 знаков; без него спрашивается с клавиатуры.
    pub document: Option<String>,
    /// Без входа, листом.
    #[arg(long)]
    pub sheet: bool,
}

/// Группы листов спрашиваются с клавиатуры или берутся из ZHURNAL_SHEET_SEALED (запечатанный) и ZHURNAL_SHEET (действующий, если он есть).
#[derive(Debug, Args)]
pub struct Rotate {
    #[command(flatten)]
    pub to: SheetsTo,
    /// Сменить.
    #[arg(long)]
    pub apply: bool,
}

/// Новые листы восстановления: два файла или сразу принтер.
#[derive(Debug, Args)]
pub struct SheetsTo {
    /// Куда сохранить два экземпляра действующего листа (PDF).
    #[arg(long, value_name = "F", alias = "sheets", conflicts_with = "printer")]
    pub sheet: Option<PathBuf>,
    /// Куда сохранить следующий лист, для конверта (PDF); без этого — рядом с первым.
    #[arg(long, value_name = "F", requires = "sheet")]
    pub sealed: Option<PathBuf>,
    /// Напечатать листы сразу, без файлов (имя — из zhurnal print printers).
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
}

/// Файлы листов, которые ещё не удалены.
#[derive(Debug, Args)]
pub struct SheetFiles {
    /// Удалить их, минуя корзину.
    #[arg(long)]
    pub delete: bool,
    /// Оба листа на бумаге, следующий в конверте.
    #[arg(long)]
    pub printed: bool,
    /// Отпечаток на бумаге сверен с отпечатком школы.
    #[arg(long)]
    pub compared: bool,
    /// Файлы на вынутых дисках уничтожены.
    #[arg(long)]
    pub away_destroyed: bool,
}

#[derive(Debug, Subcommand)]
pub enum Admins {
    /// Убрать администратора действующим листом восстановления (ZHURNAL_SHEET или с клавиатуры).
    Remove(RemoveAdmin),
}

#[derive(Debug, Args)]
pub struct RemoveAdmin {
    /// Логин администратора.
    pub admin: String,
    /// Пароль или компьютер украдены: что пришло после, недействительно.
    #[arg(long)]
    pub stolen: bool,
    /// Человек уходит из школы: прекратить всё, что он вносит.
    #[arg(long)]
    pub leaves: bool,
    /// Его компьютер (zhurnal devices); можно несколько раз.
    #[arg(long, value_name = "ID")]
    pub device: Vec<String>,
    /// С какого дня пароль или компьютер могли быть в чужих руках, например 2026-10-12; без этого — с сегодняшнего.
    #[arg(long, value_name = "ДЕНЬ", requires = "stolen")]
    pub received: Option<String>,
}

/// Пароль администратора берётся из ZHURNAL_PASSWORD или из стандартного ввода.
#[derive(Debug, Args)]
pub struct Init {
    /// Название школы, как на бумагах.
    #[arg(long, value_name = "NAME")]
    pub school: String,
    /// Регламент: eljur, asiou, sgo, ezhd или portal.
    #[arg(long, value_name = "P")]
    pub profile: String,
    /// Год начала учебного года.
    #[arg(long)]
    pub year: u16,
    /// Логин первого администратора.
    #[arg(long, value_name = "LOGIN")]
    pub admin: String,
    /// Фамилия, имя, отчество администратора.
    #[arg(long, value_name = "NAME", default_value = "Администратор Журнала")]
    pub admin_name: String,
    /// Часовой пояс школы, например Asia/Omsk.
    #[arg(long)]
    pub zone: Option<String>,
    #[command(flatten)]
    pub to: SheetsTo,
}

#[derive(Debug, Args)]
pub struct Call {
    /// Перечислить действия.
    #[arg(long)]
    pub list: bool,
    /// Имя действия, например classes.list.
    #[arg(required_unless_present = "list")]
    pub name: Option<String>,
    /// Запрос JSON; «-»: по запросу в строке из стандартного ввода, ответ на каждый — строкой. Запрос с паролем или листом — только так.
    #[arg(default_value = crate::call::EMPTY)]
    pub request: String,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Список обучающихся: показать план; с --apply внести.
    Pupils(Pupils),
    /// Список сотрудников.
    Staff(Pupils),
    /// Учебный план.
    Curriculum(Pupils),
    /// Календарно-тематическое планирование.
    Plan(Pupils),
    /// Календарь: периоды, каникулы, выходные, переносы.
    Calendar(Pupils),
    /// Расписание звонков.
    Bells(Pupils),
    /// Виды работ.
    Worktypes(Pupils),
}

#[derive(Debug, Args)]
pub struct Pupils {
    /// XLSX, XLS, ODS или CSV.
    pub file: PathBuf,
    /// Внести в журнал.
    #[arg(long)]
    pub apply: bool,
}

#[derive(Debug, Subcommand)]
pub enum Propose {
    /// Учебные группы, их состав и нагрузка по учебному плану и списку сотрудников.
    Groups(Proposal),
    /// Расписание недели: никто не стоит в двух местах сразу.
    Week(Proposal),
}

#[derive(Debug, Args)]
pub struct Proposal {
    /// Внести в журнал.
    #[arg(long)]
    pub apply: bool,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Сколько классов, от 1 до 30.
    #[arg(long, value_name = "N", default_value_t = zhurnal::demo::CLASSES)]
    pub classes: usize,
    /// Только школа и её администратор: списки вы загрузите сами.
    #[arg(long, conflicts_with = "classes")]
    pub empty: bool,
    /// Под своей фразой (ZHURNAL_KEYS_PASSPHRASE, клавиатура или стандартный ввод): такая школа берёт списки, печатает чистовики, архивирует.
    #[arg(long)]
    pub own_keys: bool,
    /// Какой день показывают часы школы: пустой — любой, например 2026-10-23, прожившей год — 2027-05-20 или позже.
    #[arg(long, value_name = "ДЕНЬ")]
    pub day: Option<String>,
}

#[derive(Debug, Args)]
pub struct Doctor {
    /// Куда сохранить пакет для поддержки (ZIP без личных данных).
    #[arg(long, value_name = "F")]
    pub bundle: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Log {
    /// Том: registry или год.
    #[arg(long, default_value = "registry")]
    pub volume: String,
    /// Сколько записей, 1–500.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
    /// С какого места: `next` предыдущей страницы.
    #[arg(long)]
    pub before: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Print {
    /// Классный журнал.
    Journal(Paper),
    /// Сводная ведомость.
    Summary(Paper),
    /// Принтеры этого компьютера.
    Printers,
}

/// Чистовик печатают на компьютере со штампом школы; пароль спрашивается ещё раз.
#[derive(Debug, Args)]
pub struct Paper {
    /// Класс: 5А.
    #[arg(long, value_name = "CLASS")]
    pub class: String,
    /// Куда сохранить PDF; несколько томов получат номера. Чистовик сохраняют всегда, черновик можно и только напечатать.
    #[arg(long, value_name = "F", required_unless_present = "printer")]
    pub out: Option<PathBuf>,
    /// Напечатать на этом принтере (имя — из zhurnal print printers).
    #[arg(long, value_name = "NAME")]
    pub printer: Option<String>,
    /// Сколько экземпляров.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "printer")]
    pub copies: u32,
    /// С двух сторон, с переворотом по длинному или короткому краю.
    #[arg(long, value_enum, value_name = "EDGE", requires = "printer")]
    pub duplex: Option<Edge>,
    /// Какие страницы, например 3-8.
    #[arg(long, value_name = "N-N", value_parser = range, requires = "printer")]
    pub pages: Option<(u32, u32)>,
    /// Начисто, с контрольной отметкой; без этого — черновик.
    #[arg(long = "final")]
    pub for_good: bool,
}

/// Край, по которому переворачивают лист.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Edge {
    Long,
    Short,
}

/// `3-8` или `5`.
fn range(text: &str) -> Result<(u32, u32), std::num::ParseIntError> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Ok((first.trim().parse()?, last.trim().parse()?))
}

#[derive(Debug, Args)]
pub struct Archive {
    /// Год начала учебного года.
    #[arg(long)]
    pub year: u16,
    /// Куда сохранить архив (ZIP).
    #[arg(long, value_name = "F")]
    pub out: PathBuf,
}

/// Код выхода: 0 — цел и подписан этой школой, 5 — цел, но школа не подтверждена, 6 — повреждён.
#[derive(Debug, Args)]
pub struct Verify {
    /// Архив.
    pub file: PathBuf,
    /// Отпечаток школы, 16 знаков с листа-заверителя.
    #[arg(long, value_name = "FINGERPRINT")]
    pub trust: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Destroy {
    /// Записать акт. Без подтверждения другого человека он ничего не уничтожает.
    Propose(DestroyPropose),
    /// Подтвердить акт другого администратора.
    Confirm(DestroyConfirm),
    /// Отменить акт: журнал из карантина возвращается.
    Spare(DestroySpare),
    /// Показать акты и что с ними делает этот компьютер.
    List,
    /// Показать, какие годы и дела архива можно уничтожить и что мешает остальным.
    Years,
    /// Закончить карантин вручную на этом компьютере, если хранителя контрольных отметок нет.
    Finish(DestroyFinish),
}

#[derive(Debug, Args)]
pub struct DestroyPropose {
    /// Год начала учебного года.
    #[arg(long)]
    pub year: u16,
    /// Номер акта.
    #[arg(long, value_name = "N")]
    pub act: String,
    /// Дата акта, например 2032-01-15.
    #[arg(long, value_name = "ДЕНЬ")]
    pub date: String,
    /// Дело архива, которое уничтожается вместе с годом; можно несколько.
    #[arg(long = "file", value_name = "ID")]
    pub files: Vec<String>,
}

/// Группы листа берутся из ZHURNAL_SHEET или с клавиатуры, не из аргументов.
#[derive(Debug, Args)]
pub struct DestroyConfirm {
    /// Акт из destroy list.
    pub entry: String,
    /// Подтвердить листом восстановления.
    #[arg(long)]
    pub sheet: bool,
}

#[derive(Debug, Args)]
pub struct DestroySpare {
    /// Акт из destroy list.
    pub entry: String,
    /// Почему.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

#[derive(Debug, Args)]
pub struct DestroyFinish {
    /// Год начала учебного года.
    #[arg(long)]
    pub year: u16,
}

#[derive(Debug, Subcommand)]
pub enum Quarantine {
    /// Показать, что ждёт и когда всё будет принято.
    List,
    /// Принять всё, что ждёт от компьютера, сейчас.
    Admit(QuarantineAdmit),
}

#[derive(Debug, Args)]
pub struct QuarantineAdmit {
    /// Компьютер из quarantine list.
    pub device: String,
    /// На всех компьютерах и впредь, записью в журнале; без этого — только на этом компьютере.
    #[arg(long)]
    pub everywhere: bool,
}

#[derive(Debug, Subcommand)]
pub enum Witness {
    /// Сделать то, что положено на сегодня: отметка, окна правки, закончившиеся назначения. Входить не нужно.
    Run,
}

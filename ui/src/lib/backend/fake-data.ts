// Invented people for tests of the window.
import type { AccountRow, ClassRow, LogRow, PlannedPupil, PupilRow, PupilsPlan } from '../generated/contract';

const SURNAMES = ['Агафонов', 'Белоусов', 'Васильев', 'Гаврилов', 'Денисов', 'Ёлкин', 'Журавлёв', 'Зайцев', 'Ильин', 'Калинин', 'Лебедев', 'Мамедов', 'Новиков', 'Осипов', 'Панов', 'Родионов', 'Салтыков-Щедрин', 'Тихонов', 'Устинов', 'Филатов', 'Хохлов', 'Цветков', 'Чернышёв', 'Шестаков', 'Щукин', 'Яковлев'];
const BOYS = ['Артём', 'Мирон', 'Пётр', 'Тимофей', 'Глеб', 'Даниил', 'Лев', 'Фёдор', 'Марк', 'Илья'];
const GIRLS = ['Полина', 'Ксения', 'Ева', 'Алиса', 'Варвара', 'Софья', 'Айгюн', 'Мария', 'Дарья', 'Вера'];
const FATHERS = [['Иванович', 'Ивановна'], ['Сергеевич', 'Сергеевна'], ['Алексеевич', 'Алексеевна'], ['Дмитриевич', 'Дмитриевна']];
const two = (number: number) => String(number).padStart(2, '0');
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

export function classes(): ClassRow[] {
  return Array.from({ length: 11 }, (_, at) => at + 1).flatMap((grade) =>
    (grade > 9 ? ['А', 'Б'] : ['А', 'Б', 'В']).slice(0, grade === 9 ? 2 : 3).map((letter) => ({ id: `C${grade}${letter}`, name: `${grade}${letter}`, grade, letter, pupils: 24 + ((grade + letter.length) % 3) })),
  );
}

export function pupils(klass: ClassRow): PupilRow[] {
  return Array.from({ length: klass.pupils }, (_, at) => {
    const girl = (at + klass.grade) % 2 === 0;
    const father = pick(FATHERS, at + klass.grade);
    const surname = pick(SURNAMES, at);
    const female = surname.endsWith('ин') || surname.endsWith('ов') || surname.endsWith('ёв') || surname.endsWith('ев') ? `${surname}а` : surname;
    return {
      id: `${klass.id}-${at}`,
      surname: girl ? female : surname,
      given: pick(girl ? GIRLS : BOYS, at),
      patronymic: father[girl ? 1 : 0] as string,
      birth: `${2026 - 6 - klass.grade}-${two((at % 12) + 1)}-${two(((at * 7) % 27) + 1)}`,
      sex: girl ? 'f' : 'm',
      snils: at === 7 ? null : `112-233-${two(at)}5 ${two((at * 3) % 99)}`,
      address: null,
      order: `№ ${70 + (at % 3)}-у от 21.08.2026`,
    };
  });
}

function planned(count: number, from: number, changes: string[] = []): PlannedPupil[] {
  const all = classes().flatMap((klass) => pupils(klass).map((pupil) => ({ pupil, klass })));
  return Array.from({ length: count }, (_, at) => {
    const { pupil, klass } = pick(all, at + from);
    return { sheet: 'Контингент', row: at + from + 5, name: `${pupil.surname} ${pupil.given} ${pupil.patronymic}`, birth: pupil.birth ?? '', class: klass.name, changes };
  });
}

export function plan(file: string, again: boolean): PupilsPlan {
  const note = (row: number, column: string, value: string, code: string, message: string) => ({ sheet: 'Контингент', row, column, value, code, message });
  const column = (header: string, field: string, ...samples: string[]) => ({ header, field, samples });
  return {
    plan: 'PLAN',
    file,
    format: 'xlsx',
    columns: [
      column('№ п/п', '', '1', '2', '3'),
      column('ФИО обучающегося', 'full_name', 'Агафонова Полина Ивановна', 'Белоусов Артём Сергеевич', 'Васильева Ксения Алексеевна'),
      column('Дата рожд.', 'birth', '14.03.2015', '02.11.2014', '27.07.2015'),
      column('Пол', 'sex', 'ж', 'м', 'ж'),
      column('Класс', 'class', '5-А', '5-А', '5-А'),
      column('СНИЛС', 'snils', '112-233-445 95', '', '087-654-303 00'),
      column('Адрес регистрации', 'address', 'г. Заречный, ул. Полевая, д. 3, кв. 14', 'д. Нижняя Синячиха, д. 7', ''),
      column('№ приказа', 'order_number', '71-у', '71-у', '70-у'),
      column('Дата приказа', 'order_date', '21.08.2026', '21.08.2026', '20.08.2026'),
      column('Телефон матери', '', '+7 900 000-00-01', '', '+7 900 000-00-03'),
    ],
    create: again ? [] : planned(742, 0),
    update: planned(3, 742, ['адрес: д. 3 → д. 5', 'дата рождения: 02.01.2015 → 01.02.2015']),
    unchanged: again ? planned(742, 0) : planned(12, 745),
    skip: [note(771, 'ФИО обучающегося', 'Всего: 765', 'totals', 'Это строка итогов, в журнал она не нужна.'), note(44, 'ФИО обучающегося', 'Зайцев Марк Ильич', 'repeated', 'Тот же ребёнок уже есть в строке 43. Удалите одну из строк.')],
    errors: [
      note(5, 'СНИЛС', '112-233-445 96', 'snils', 'Контрольное число СНИЛС не сходится. Сверьте номер с документом.'),
      note(6, 'Дата рожд.', '31.02.2015', 'birth', 'Такого дня в календаре нет. Впишите дату как ДД.ММ.ГГГГ.'),
      note(11, 'Класс', '15Я', 'class', 'Классы бывают от 1 до 11. Исправьте номер класса.'),
    ],
    warnings: [note(3, 'Класс', '1A', 'look-alike', 'Латинская «A» в названии класса заменена русской.'), note(4, 'ФИО обучающегося', 'Бeлоусов  Артём', 'look-alike', 'Латинская «e» заменена русской, лишний пробел убран.')],
    new_classes: again ? [] : classes().map((klass) => klass.name),
  };
}

export function accounts(): AccountRow[] {
  return [
    { id: 'U1', login: 'ivanova', name: 'Иванова Мария Петровна', roles: ['admin', 'deputy'], state: 'active' },
    { id: 'U2', login: 'kuzmina', name: 'Кузьмина Ольга Сергеевна', roles: ['secretary'], state: 'active' },
    { id: 'U3', login: 'petrov.s', name: 'Петров Сергей Андреевич', roles: ['teacher', 'homeroom'], state: 'temporary' },
    { id: 'U4', login: 'sidorova', name: 'Сидорова Анна Викторовна', roles: ['teacher'], state: 'closed' },
    { id: 'U5', login: 'filatova-n', name: 'Филатова Нина Константиновна', roles: [], state: 'active' },
  ];
}

export function log(volume: string, count: number): LogRow[] {
  const people = accounts();
  return Array.from({ length: count }, (_, at) => ({
    at: `${volume}-${count - at}`,
    time: new Date(Date.UTC(2027, 4, 20, 11, 32, 5) - at * 47_000).toISOString(),
    clamped: at === 3,
    author: at % 9 === 8 ? '—' : pick(people, at).name,
    device: 'Канцелярия',
    kind: at % 2 === 0 ? 'person-name' : 'class-member',
    subject: 'Агафонова Полина Ивановна',
    value: at % 2 === 0 ? 'фамилия: Агафонова' : '5А, приказ № 71-у от 21.08.2026',
    fate: pick(['applied', 'applied', 'superseded', 'applied', 'held', 'void'], at),
  }));
}

// Licences of what the program is made of: one text a part of the program, under assets/notices.
const texts = import.meta.glob<string>('../../../../assets/notices/*.txt', { eager: true, query: '?raw', import: 'default' });

export const notices = Object.keys(texts)
  .sort()
  .map((path) => texts[path]?.trim() ?? '')
  .join('\n\n');

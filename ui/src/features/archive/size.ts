/** Bytes as megabytes of a Russian page: `12,4`; never `0` for what is there. */
export function megabytes(bytes: number): string {
  return new Intl.NumberFormat('ru', { maximumFractionDigits: 1 }).format(Math.max(0.1, bytes / 1_048_576));
}

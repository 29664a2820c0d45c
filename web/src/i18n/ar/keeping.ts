import { number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'تثبيت',
    unpin: 'إلغاء التثبيت',
    label: 'الرسائل المثبّتة',
    all: 'عرض كل المثبّت',
    place: (at: number, count: number) => `${number(at)} من ${number(count)}`,
    none: 'لم يعد هنا شيء مثبّت.',
  },
}

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
  saved: {
    save: 'حفظ لوقت لاحق',
    remove: 'إزالة من المحفوظات',
    none: 'لا شيء محفوظ بعد. يمكن اختيار «حفظ لوقت لاحق» من قائمة أي رسالة.',
    hint: 'لا يراها أحد غيرك. تظهر كل رسالة كما هي الآن.',
    gone: 'حُذفت الرسالة.',
    unavailable: 'لم تعد متاحة لك.',
  },
}

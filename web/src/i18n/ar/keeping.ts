import { count, number } from './numbers.ts'

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
  scheduled: {
    label: 'الرسائل المجدولة',
    later: 'إرسال لاحقًا',
    choose: 'اختيار وقت…',
    when: 'اليوم والوقت',
    schedule: 'جدولة',
    text: 'الرسالة',
    none: 'لم يعد هنا شيء مجدول.',
    actions: 'إجراءات الرسالة المجدولة',
    sendNow: 'إرسال الآن',
    edit: 'تعديل النص',
    reschedule: 'تغيير الوقت',
    cancel: 'إلغاء الإرسال',
    late: 'لم يكن الخادم متاحًا في ذلك الوقت. يمكن إرسالها الآن أو اختيار وقت آخر.',
    notSent: 'لم تُرسل رسالة مجدولة.',
    tomorrow: (time: string) => `غدًا، ${time}`,
    at: (day: string, time: string) => `${day}، ${time}`,
    count: (messages: number) =>
      count(messages, {
        zero: 'لا رسائل مجدولة',
        one: 'رسالة واحدة مجدولة',
        two: 'رسالتان مجدولتان',
        few: '# رسائل مجدولة',
        many: '# رسالة مجدولة',
        other: '# رسالة مجدولة',
      }),
    unsent: (messages: number) =>
      count(messages, {
        zero: 'أُرسلت كل الرسائل المجدولة',
        one: 'رسالة مجدولة لم تُرسل',
        two: 'رسالتان مجدولتان لم تُرسلا',
        few: '# رسائل مجدولة لم تُرسل',
        many: '# رسالة مجدولة لم تُرسل',
        other: '# رسالة مجدولة لم تُرسل',
      }),
  },
}

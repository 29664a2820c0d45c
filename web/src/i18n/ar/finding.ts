import type { finding as english } from '../en/finding.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

const peopleHere = (people: number) =>
  count(people, {
    zero: 'لا أحد متصل الآن',
    one: 'شخص واحد متصل الآن',
    two: 'شخصان متصلان الآن',
    few: '# أشخاص متصلون الآن',
    many: '# شخصًا متصلون الآن',
    other: '# شخص متصلون الآن',
  })

export const finding: typeof english = {
  switcher: {
    label: 'اسم محادثة أو شخص أو إجراء',
    groups: { conversations: 'المحادثات', people: 'الأشخاص', actions: 'الإجراءات' },
    group: (members: number) =>
      `مجموعة · ${count(members, {
        zero: 'لا أعضاء',
        one: 'عضو واحد',
        two: 'عضوان',
        few: '# أعضاء',
        many: '# عضوًا',
        other: '# عضو',
      })}`,
    choose: 'اختيار',
    open: 'فتح',
    peopleOnly: 'الأشخاص فقط',
    actions: {
      conversation: 'محادثة جديدة',
      group: 'مجموعة جديدة',
      openGroups: 'البحث عن مجموعة مفتوحة',
      find: (text: string) => `البحث عن «${isolated(text)}» في كل الرسائل`,
      groupNamed: (text: string) => `إنشاء مجموعة «${isolated(text)}»`,
    },
  },
  hits: {
    title: 'الرسائل',
    none: 'لا رسائل بهذه الكلمات.',
    searchedTo: (date: string) => `تم البحث رجوعًا حتى ${date}.`,
    searchedPart: 'لم يشمل البحث كل شيء بعد.',
    searchOn: 'البحث في الأقدم',
  },
  shortcuts: {
    title: 'اختصارات لوحة المفاتيح',
    everywhere: 'في كل مكان',
    jump: 'الانتقال إلى محادثة أو شخص أو إجراء',
    next: 'المحادثة التالية',
    previous: 'المحادثة السابقة',
    all: 'هذه الاختصارات',
    back: 'إغلاق، أو رجوع إلى مربع الرسالة',
    inTalk: 'في محادثة',
    write: 'إرسال، أو سطر جديد',
    editLast: 'تعديل آخر رسالة لك، عندما يكون مربع الرسالة فارغًا',
    moveInTalk: 'من رسالة إلى أخرى',
    menu: 'ما يمكن فعله برسالة',
    inList: 'في قائمة',
    moveInList: 'من عنصر إلى التالي',
  },
  home: {
    morning: (name: string) => `صباح الخير، ${isolated(name)}`,
    afternoon: (name: string) => `طاب يومك، ${isolated(name)}`,
    evening: (name: string) => `مساء الخير، ${isolated(name)}`,
    lead: (day: string, here: number) => (here === 0 ? `${day}.` : `${day}. ${peopleHere(here)}.`),
    waiting: 'في انتظارك',
    here: 'متصلون الآن',
    people: 'على هذا الخادم',
    groups: 'مجموعات مفتوحة',
    own: 'خاص بك',
    ownHint: 'لا يراها سواك',
    invite: 'دعوة شخص',
    copy: 'نسخ',
    address: 'العنوان',
    qr: 'رمز QR للعنوان',
    jump: 'انتقال',
    nextOne: 'المحادثة التالية',
    allKeys: 'كل الاختصارات',
    first: {
      title: 'البداية من عندك',
      lead: 'الحديث يحتاج إلى اثنين. يكفي إرسال العنوان إلى من يطيب لك الحديث معهم.',
      bring: 'دعوة الآخرين',
      bringHint: 'يمكن لكل من يفتح هذا العنوان إنشاء حساب.',
      note: 'كتابة ملاحظة لنفسك',
      noteHint: 'صفحة لا يراها سواك.',
      group: 'إنشاء مجموعة',
      groupHint: 'ستكون جاهزة عند وصولهم.',
    },
  },
}

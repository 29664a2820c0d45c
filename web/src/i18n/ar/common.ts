import type { common as english } from '../en/common.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const common: typeof english = {
  language: 'ar',
  number,
  appName: 'Parley',
  sentences: (first, next) => `${first} ${next}`,
  common: {
    cancel: 'إلغاء',
    close: 'إغلاق',
    show: 'إظهار',
    hide: 'إخفاء',
    save: 'حفظ',
    saved: 'تم الحفظ',
    back: 'رجوع',
    loading: 'جارٍ التحميل…',
    more: 'عرض المزيد',
    retry: 'إعادة المحاولة',
    skip: 'الانتقال إلى المحادثة',
    copied: 'تم النسخ',
    copyFailed: 'لا يسمح المتصفح بالنسخ هنا.',
  },
  late: {
    failed: 'تعذّر تحميل هذا الجزء من Parley.',
    update: 'يتوفر إصدار جديد من Parley.',
    reload: 'إعادة التحميل',
    hint: 'ربما لا يوجد اتصال بالشبكة، أو تم تحديث Parley بعد فتح هذه الصفحة.',
  },
  pages: {
    signIn: 'تسجيل الدخول',
    register: 'إنشاء حساب',
    profile: 'الملف الشخصي',
    settings: 'الإعدادات',
    saved: 'المحفوظات',
    join: 'دعوة',
  },
  nowhere: {
    title: 'لا يوجد شيء في هذا العنوان.',
    hint: 'ربما كُتب بشكل خاطئ، أو لم يعد ما كان هنا موجودًا.',
    home: 'الانتقال إلى البداية',
  },
  connection: {
    offline: 'لا يوجد اتصال. ستُرسل رسائلك فور عودته.',
    unreachable: 'تعذّر الوصول إلى الخادم. يُرجى التحقق من الاتصال وإعادة المحاولة.',
    doubtful: 'الخادم لا يستجيب. ستُرسل رسائلك فور استجابته.',
    reconnecting: 'جارٍ إعادة الاتصال…',
    restOnly: 'لا توجد تحديثات فورية الآن. ستُرسل رسائلك فور عودتها.',
    back: 'عاد الاتصال.',
    outdated: 'تم تحديث Parley. يُرجى إعادة تحميل هذه الصفحة للمتابعة.',
    elsewhere: 'Parley مفتوح في أماكن كثيرة. يُرجى إغلاق بعضها ثم إعادة تحميل هذه الصفحة.',
  },
  notices: {
    notForAll: 'لا يستطيع الإشارة إلى كل من في المجموعة إلا مالكها ومشرفوها. يبقى @all نصًا عاديًا.',
    removed: (name: string) => `لم تعد لك عضوية في ${isolated(name)}.`,
    closed: (name: string) => `أُغلقت مجموعة ${isolated(name)}.`,
  },
}

import type { notifications as english } from '../en/notifications.ts'
import { count } from './numbers.ts'

export const notifications: typeof english = {
  notifications: {
    title: 'الإشعارات',
    shown: { label: 'على الشاشة', hint: 'ما دام Parley مفتوحًا في أي مكان من هذا المتصفح.' },
    turnOn: 'تفعيل',
    denied:
      'لا يسمح المتصفح لـ Parley بعرض أي إشعار. يمكن السماح بإشعارات هذا الموقع بجانب عنوانه أو في إعدادات المتصفح.',
    unavailable: 'لا يعرض المتصفح إشعارات هنا، فهو لا يعرضها إلا للعناوين التي تبدأ بـ https.',
    absent: 'لا يعرض هذا المتصفح إشعارات. على iPhone أو iPad يعرضها بعد إضافة Parley إلى الشاشة الرئيسية.',
    text: { label: 'عرض نص الرسالة', hint: 'وإلا فيظهر المرسل فقط.' },
    sound: { label: 'الصوت', hint: 'صوت هادئ، مرة كل بضع ثوانٍ على الأكثر.' },
    play: 'تشغيله مرة',
    quiet: { label: 'عدم الإزعاج', hint: 'بضع ساعات كل يوم بلا إشعارات ولا صوت.' },
    from: 'من',
    to: 'إلى',
    newMessage: 'رسالة جديدة',
    inGroup: (sender, group) => `${sender} · ${group}`,
    inSeveral: (conversations) =>
      count(conversations, {
        zero: 'لا رسائل جديدة',
        one: 'رسائل جديدة في محادثة واحدة',
        two: 'رسائل جديدة في محادثتين',
        few: 'رسائل جديدة في # محادثات',
        many: 'رسائل جديدة في # محادثة',
        other: 'رسائل جديدة في # محادثة',
      }),
    mute: { hour: 'لمدة ساعة', hours: 'لمدة 8 ساعات', open: 'إلى أن ألغي الكتم' },
    mentionsOnly: 'الإشارات فقط',
    mutedUntil: (time) => `مكتومة حتى ${time}`,
  },
}

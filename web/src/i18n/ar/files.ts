import type { files as english } from '../en/files.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const files: typeof english = {
  shownFiles: {
    picture: (name) => `صورة: ${isolated(name)}`,
    download: (name) => `تنزيل ${isolated(name)}`,
    offline: 'تظهر عند عودة الاتصال.',
    uploaded: (percent) => `رُفع ${percent}`,
  },
  voice: {
    record: 'تسجيل رسالة صوتية',
    recording: 'تسجيل',
    discard: 'تجاهل التسجيل',
    stop: 'إيقاف التسجيل',
    play: 'تشغيل',
    pause: 'إيقاف مؤقت',
    position: 'الموضع',
    place: (at, all) => `${at} من ${all}`,
    speed: (times) => `السرعة: ${times}×`,
    refused: 'لا يُسمح لـParley باستخدام الميكروفون. يمكنك السماح بذلك في إعدادات المتصفح.',
    missing: 'تعذّر استخدام أي ميكروفون.',
    short: 'سُجّل أقل من ثانية، ولم يُحتفظ به.',
    lost: 'لم يعد الميكروفون متاحًا. ما سُجّل حتى ذلك الحين محفوظ.',
    hidden: 'توقف التسجيل عند مغادرة هذه الصفحة. ما سُجّل محفوظ.',
    full: (minutes) => `مدة الرسالة الصوتية ${number(minutes)} دقيقة على الأكثر. توقف التسجيل.`,
    unplayable: 'لا يمكن تشغيل هذه الرسالة الصوتية.',
  },
  viewer: {
    title: 'الصور',
    previous: 'الصورة السابقة',
    next: 'الصورة التالية',
    zoomIn: 'تكبير',
    zoomOut: 'تصغير',
    place: (at, all) => `${number(at)} من ${number(all)}`,
  },
  tray: {
    title: 'ملفات للإرسال',
    remove: (name) => `إزالة ${isolated(name)}`,
    earlier: (name) => `تقديم ${isolated(name)}`,
    later: (name) => `تأخير ${isolated(name)}`,
    asPicture: 'كصورة',
    asPictureHint: 'أصغر حجمًا، وبلا مكان التقاطها وطريقته.',
    asFile: 'كملف',
    asFileHint: 'كما هو، بكل ما كتبته الكاميرا فيه.',
    tooLarge: (name, max) => `الملف ${isolated(name)} كبير جدًا. الحد الأقصى للملف ${max}.`,
    tooMany: (max) => `الحد الأقصى للملفات في الرسالة: ${number(max)}.`,
    drop: 'أفلت الملفات هنا لإضافتها',
  },
}

import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'الإشراف',
    member: 'عضو',
    makeModerator: 'التعيين في الإشراف',
    makeModeratorTitle: (name: string) => `تعيين ${isolated(name)} في الإشراف؟`,
    makeModeratorHint: 'يستطيع المشرفون تعديل المجموعة وإضافة الأعضاء وإخراجهم وكتمهم وحذف الرسائل.',
    makeMember: 'إعادة إلى العضوية',
    rightsTitle: 'من يستطيع ماذا',
    rightsHint: 'كل الأعضاء يقرؤون ويكتبون ويتفاعلون ويغادرون.',
    right: 'الإجراء',
    yes: 'نعم',
    no: 'لا',
    rights: {
      edit: 'الاسم والموضوع والصورة والوضع البطيء',
      configure: 'من ينضم ويكتب، وما يقرؤه الأعضاء الجدد، ومدة بقاء الرسائل',
      add: 'إضافة أشخاص',
      invite: 'روابط الدعوة',
      remove: 'إخراج أعضاء',
      ban: 'حظر أشخاص',
      silence: 'كتم أعضاء',
      deleteOthersMessages: 'حذف رسائل الآخرين',
      pin: 'تثبيت رسائل',
      mentionAll: 'الإشارة إلى الجميع',
      writeAnyTime: 'الكتابة في الوضع البطيء والإعلانات',
      changeRoles: 'تعيين المشرفين',
      handOver: 'تسليم المجموعة',
      close: 'إغلاق المجموعة',
    },
  },
}

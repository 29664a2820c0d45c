import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'الإشراف',
    member: 'عضو',
    makeModerator: 'منح صلاحية الإشراف',
    makeModeratorTitle: (name: string) => `منح ${isolated(name)} صلاحية الإشراف؟`,
    makeModeratorHint: 'يستطيع المشرفون تعديل المجموعة وإضافة الأعضاء وإزالتهم وكتمهم وحذف الرسائل.',
    makeMember: 'سحب صلاحية الإشراف',
    rightsTitle: 'صلاحيات كل دور',
    rightsHint: 'القراءة والكتابة والتفاعل والمغادرة متاحة لكل الأعضاء.',
    right: 'الإجراء',
    yes: 'نعم',
    no: 'لا',
    rights: {
      edit: 'الاسم والموضوع والوصف والصورة والوضع البطيء',
      configure: 'من ينضم ومن يكتب ومدة بقاء الرسائل',
      add: 'إضافة أشخاص',
      invite: 'روابط الدعوة',
      remove: 'إزالة أعضاء',
      ban: 'حظر أشخاص',
      silence: 'كتم أعضاء',
      deleteOthersMessages: 'حذف رسائل الآخرين',
      pin: 'تثبيت رسائل',
      mentionAll: 'الإشارة إلى الجميع',
      writeAnyTime: 'الكتابة في الوضع البطيء والإعلانات',
      changeRoles: 'منح صلاحية الإشراف',
      handOver: 'تسليم المجموعة',
      close: 'إغلاق المجموعة',
    },
  },
}

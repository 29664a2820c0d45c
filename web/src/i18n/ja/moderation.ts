import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'モデレーター',
    member: 'メンバー',
    makeModerator: 'モデレーターにする',
    makeModeratorTitle: (name: string) => `${isolated(name)}をモデレーターにしますか？`,
    makeModeratorHint:
      'モデレーターは、グループの編集、メンバーの追加・除外・発言停止、メッセージの削除ができます。',
    makeMember: 'メンバーに戻す',
    rightsTitle: '役割ごとにできること',
    rightsHint: '閲覧・投稿・リアクション・退出は、メンバー全員ができます。',
    right: '操作',
    yes: 'できる',
    no: 'できない',
    rights: {
      edit: '名前・トピック・説明・画像・低速モード',
      configure: '参加と投稿の範囲、メッセージの保存期間',
      add: '人を追加',
      invite: '招待リンク',
      remove: 'メンバーを外す',
      ban: '参加を禁止',
      silence: 'メンバーの発言を停止',
      deleteOthersMessages: 'ほかの人のメッセージを削除',
      pin: 'メッセージをピン留め',
      mentionAll: '全員にメンション',
      writeAnyTime: '低速モードやお知らせ専用でも投稿',
      changeRoles: 'モデレーターを任命',
      handOver: 'オーナーの交代',
      close: 'グループを終了',
    },
  },
}

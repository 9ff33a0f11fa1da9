import type { ImportChoice } from '@aftercare/contract/imports';
import type { Field } from '../../imports/index.ts';

const field = (key: string, zh: string, en: string, words: readonly string[], required = false): Field => ({ key, name: { zh, en }, words, required });
/** What a table of customers may tell, with the words its headings use. */
export const customerFields: readonly Field[] = [
  field('name', '姓名', 'Name', ['名称', '客户', '客户名称', '客户姓名', '联系人', '用户名', 'full name', 'customer', 'customer name', 'contact', 'contact name', 'display name'], true),
  field('kind', '类别', 'Kind', ['客户类型', '个人或企业', '性质', 'type', 'customer type', 'person or company']),
  field('number', '客户编号', 'Customer number', ['编号', '会员号', '会员编号', '客户号', '客户代码', 'no', 'customer no', 'customer id', 'external id', 'member number', 'account number']),
  field('company', '所属企业', 'Company', ['公司', '公司名称', '单位', '企业', '企业名称', '组织', 'organization', 'organisation', 'account', 'employer']),
  field('role', '职务', 'Role', ['职位', '岗位', '头衔', 'title', 'job title', 'position']),
  field('phone', '电话', 'Phone', ['手机', '手机号', '手机号码', '联系电话', '电话号码', '移动电话', 'mobile', 'mobile phone', 'telephone', 'phone number', 'cell', 'tel']),
  field('email', '邮箱', 'E-mail', ['邮件', '电子邮箱', '邮箱地址', '电子邮件', 'mail', 'e-mail address', 'email address']),
  field('tier', '等级', 'Tier', ['会员等级', '客户等级', '级别', 'level', 'vip', 'membership']),
  field('language', '语言', 'Language', ['首选语言', 'locale', 'preferred language']),
  field('region', '区域', 'Region', ['地区', '大区', '省份', '城市', 'area', 'province', 'city', 'state']),
  field('tags', '标签', 'Tags', ['客户标签', '分类', 'labels', 'groups']),
  field('note', '备注', 'Note', ['说明', '描述', 'notes', 'remark', 'remarks', 'comment', 'details', 'description']),
];
export const customerChoices: readonly ImportChoice[] = [{
  key: 'same', usual: 'merge', name: { zh: '电话、邮箱或客户编号已有时', en: 'Where phone, mail or number is known already' },
  values: [
    { value: 'merge', name: { zh: '合并：补全空缺，加上新的联系方式和标签', en: 'Merge: fill gaps, add addresses and tags' } },
    { value: 'skip', name: { zh: '跳过：保持现有客户不变', en: 'Skip: leave who is there as they are' } },
    { value: 'new', name: { zh: '新建：另建客户，并提示可能重复', en: 'New: add another customer, and propose the two as one' } },
  ],
}];

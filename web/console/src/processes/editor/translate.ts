/** Words of the drawing tools in Chinese; what is missing here stays in English. */
export const drawingWords: Readonly<Record<string, string>> = {
  'Activate hand tool': '抓手：移动画布', 'Activate lasso tool': '套索：框选', 'Activate create/remove space tool': '增减空白', 'Activate global connect tool': '连线工具',
  'Create start event': '开始', 'Create intermediate/boundary event': '中间事件或边界事件', 'Create end event': '结束', 'Create gateway': '分支', 'Create task': '步骤', 'Create data object reference': '数据对象', 'Create data store reference': '数据存储',
  'Create expanded sub-process': '子流程', 'Create pool/participant': '泳池', 'Create group': '分组框', 'Create decision': '决策', 'Create input data': '输入数据', 'Create knowledge model': '知识模型', 'Create knowledge source': '知识来源',
  Delete: '删除', 'Add lane above': '在上方加泳道', 'Add lane below': '在下方加泳道', 'Divide into two lanes': '分成两条泳道', 'Divide into three lanes': '分成三条泳道', 'Add text annotation': '加注释',
  'Append compensation activity': '接补偿步骤', 'Append conditional intermediate catch event': '接条件事件', 'Append end event': '接结束', 'Append gateway': '接分支', 'Append intermediate/boundary event': '接中间事件', 'Append message intermediate catch event': '接等待消息',
  'Append receive task': '接接收步骤', 'Append signal intermediate catch event': '接等待信号', 'Append task': '接步骤', 'Append timer intermediate catch event': '接计时器', 'Change element': '换成别的类型', 'Change type': '换类型',
  'Connect to other element': '连到别的元素', 'Connect using association': '用关联线连接', 'Connect using data input association': '连接数据输入', 'Align elements': '对齐', 'Align elements ': '对齐', 'Distribute elements horizontally': '水平均匀分布', 'Distribute elements vertically': '垂直均匀分布',
  'Align elements left': '左对齐', 'Align elements right': '右对齐', 'Align elements center': '居中对齐', 'Align elements top': '顶端对齐', 'Align elements bottom': '底端对齐', 'Align elements middle': '垂直居中',
  Collection: '集合', Loop: '循环', 'Open {element}': '打开 {element}', 'Parallel multi-instance': '并行多实例', 'Sequential multi-instance': '依次多实例', 'Participant multiplicity': '多个参与者', 'Search in diagram': '在图中查找', 'Toggle non-interrupting': '是否打断', 'No matching elements found': '没有找到', Search: '查找',
  Task: '步骤', 'User task': '人工步骤', 'Service task': '自动步骤', 'Send task': '发送步骤', 'Receive task': '接收步骤', 'Manual task': '线下步骤', 'Business rule task': '决策步骤', 'Script task': '脚本步骤', 'Call activity': '调用其他流程',
  'Sub-process': '子流程', 'Sub-process (collapsed)': '子流程（收起）', 'Sub-process (expanded)': '子流程（展开）', 'Event sub-process': '事件子流程', 'Ad-hoc sub-process': '临时子流程', 'Ad-hoc sub-process (collapsed)': '临时子流程（收起）', 'Ad-hoc sub-process (expanded)': '临时子流程（展开）', Transaction: '事务',
  'Exclusive gateway': '排他分支（走一条）', 'Parallel gateway': '并行分支（全走）', 'Inclusive gateway': '包容分支（走几条）', 'Event-based gateway': '等事件的分支', 'Complex gateway': '复杂分支', 'Sequence flow': '普通连线', 'Default flow': '默认连线', 'Conditional flow': '条件连线',
  'Start event': '开始', 'End event': '结束', 'Intermediate throw event': '中间抛出事件', 'Boundary event': '边界事件', 'Expanded pool/participant': '泳池（展开）', 'Empty pool/participant': '空泳池', 'Empty pool/participant (removes content)': '空泳池（内容会删除）', 'Data store reference': '数据存储', 'Data object reference': '数据对象',
  'Decision table': '决策表', 'Literal expression': '表达式', Empty: '空', Decision: '决策', 'Input data': '输入数据', 'Edit decision name': '改决策名称',
  Unique: '唯一', First: '首条', Priority: '优先级', Any: '任意', Collect: '汇集', 'Collect (Sum)': '汇集（求和）', 'Collect (Min)': '汇集（最小）', 'Collect (Max)': '汇集（最大）', 'Collect (Count)': '汇集（计数）', 'Rule order': '按规则顺序', 'Output order': '按输出优先级', 'No overlap is possible and all rules are disjoint. Only a single rule can be matched': '规则互不重叠，最多只有一条命中', 'Rules may overlap. The first matching rule will be chosen': '规则可以重叠，取第一条命中的', 'Rules may overlap. The one with the highest priority will be chosen': '规则可以重叠，取优先级最高的', 'Rules may overlap. Their output have to match': '规则可以重叠，但输出必须一致', 'Collects the values of all matching rules': '收集所有命中规则的输出', 'Collects the values of all matching rules and sums up to a single value': '收集所有命中规则的输出并求和', 'Collects the values of all matching rules and uses the lowest value': '收集所有命中规则的输出，取最小值', 'Collects the values of all matching rules and uses the highest value': '收集所有命中规则的输出，取最大值', 'Collects the values of all matching rules and counts the number of them': '收集所有命中规则的输出并计数', 'Collects the values of all matching rules in rule order': '按规则顺序列出所有命中的输出', 'Collects the values of all matching rules in decreasing output priority order': '按输出优先级从高到低列出所有命中的输出',
  'Hit policy': '命中规则', 'Hit policy:': '命中规则：', When: '当', And: '且', Then: '则', Annotations: '备注', Annotation: '备注', Input: '输入', Output: '输出', 'Input label': '输入名称', 'Input label: ': '输入名称：', 'Input expression': '输入表达式', 'Input expression: ': '输入表达式：', 'Input type': '输入类型', 'Input values': '可选输入值', 'Output label': '输出名称', 'Output label: ': '输出名称：', 'Output name': '输出变量', 'Output name: ': '输出变量：', 'Output type': '输出类型', 'Output values': '可选输出值',
  'Edit input': '编辑输入', 'Edit output': '编辑输出', Expression: '表达式', 'Enter expression': '写表达式',
  'Add rule': '加一条规则', 'Add rule above': '在上方加规则', 'Add rule below': '在下方加规则', 'Remove rule': '删除规则', 'Copy rule': '复制规则', 'Cut rule': '剪切规则', 'Paste rule above': '粘贴到上方', 'Paste rule below': '粘贴到下方', 'Move rule': '移动规则',
  'Add input': '加输入列', 'Add input column left': '在左侧加输入列', 'Add input column right': '在右侧加输入列', 'Remove input column': '删除输入列', 'Copy input column': '复制输入列', 'Cut input column': '剪切输入列', 'Paste input column left': '粘贴到左侧', 'Paste input column right': '粘贴到右侧',
  'Add output': '加输出列', 'Add output column left': '在左侧加输出列', 'Add output column right': '在右侧加输出列', 'Remove output column': '删除输出列', 'Copy output column': '复制输出列', 'Cut output column': '剪切输出列', 'Paste output column left': '粘贴到左侧', 'Paste output column right': '粘贴到右侧',
  'Add cell description': '加单元格说明', 'Remove cell description': '删除单元格说明', 'Change cell expression language': '换单元格语言', 'Expression language': '表达式语言', 'Expression language:': '表达式语言：', 'Decision name': '决策名称', 'Decision name: ': '决策名称：', 'Variable name': '变量名', 'Variable name:': '变量名：', 'Variable type': '变量类型', 'Variable type:': '变量类型：', 'View DRD': '看决策关系图', Edit: '编辑', 'Definition name': '定义名称', 'Definition ID': '定义标识', Name: '名称', Type: '类型', Yes: '是', No: '否', Value: '值', Values: '值', Range: '范围', Comparison: '比较', Exactly: '正好', Before: '早于', After: '晚于', Between: '介于', Equals: '等于', Less: '小于', 'Less or equals': '小于等于', Greater: '大于', 'Greater or equals': '大于等于', Include: '包含', Exclude: '不包含', 'Match one': '命中其一', 'Match none': '都不命中', 'Test type': '测试方式', 'Edit string': '编辑文本', 'Edit number': '编辑数字', 'Edit boolean': '编辑是否', 'Edit date': '编辑日期', 'Edit time': '编辑时间', 'Edit date and time': '编辑日期时间', 'Edit duration': '编辑时长', 'Add values': '加值', 'Add predefined values': '加可选值', 'Predefined values': '可选值', 'Custom values': '自定义值', 'Clear predefined values': '清空可选值', 'No values': '没有值', 'Strings must be in double quotes': '文本要用英文双引号', 'Start value': '起', 'End value': '止', 'Use today': '用今天', 'Use now': '用现在', 'Set value': '设值',
};

const triggers: readonly (readonly [string, string])[] = [['Message', '消息'], ['Timer', '计时'], ['Conditional', '条件'], ['Signal', '信号'], ['Error', '错误'], ['Escalation', '升级'], ['Compensation', '补偿'], ['Cancel', '取消'], ['Terminate', '终止'], ['Link', '链接']];
const places: readonly (readonly [string, string])[] = [['start event', '开始事件'], ['intermediate catch event', '等待事件'], ['intermediate throw event', '抛出事件'], ['end event', '结束事件'], ['boundary event', '边界事件']];

/** A label of the drawing tools in a language, with its `{placeholders}` filled. */
export function drawingLabel(template: string, replacements: Readonly<Record<string, string>> = {}, language = 'en'): string {
  const words = language.startsWith('zh') ? (drawingWords[template] ?? eventWords(template) ?? template) : template;
  return words.replace(/\{([^}]+)\}/g, (_, key: string) => replacements[key] ?? `{${key}}`);
}

/** "Timer boundary event (non-interrupting)" is made of parts, and so are its words. */
function eventWords(template: string): string | undefined {
  const plain = template.replace(' (non-interrupting)', '');
  for (const [trigger, named] of triggers) for (const [place, said] of places) if (plain === `${trigger} ${place}`) return `${named}${said}${plain === template ? '' : '（不打断）'}`;
  return undefined;
}

/** For the `additionalModules` of a drawing: its labels in a language, looked up when asked. */
export function translateModule(language: () => string) {
  return { translate: ['value', (template: string, replacements?: Record<string, string>) => drawingLabel(template, replacements, language())] };
}

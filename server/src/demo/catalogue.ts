import type { TreeNode } from '@aftercare/contract/products';
import type { Names } from '@aftercare/contract/basics';

/** What the demo company knows of its products: categories, prices, faults and how they are mended, and how customers find them. */
export interface DemoFault { readonly key: string; readonly title: Names; readonly advice: Names; readonly safety?: boolean; readonly part: string; readonly minutes: number; readonly steps: Names; readonly weight: number }
export interface DemoModel { readonly category: string; readonly priceMinor: number; readonly colours: readonly Names[]; readonly faults: readonly DemoFault[]; readonly tree: { readonly title: Names; readonly start: string; readonly nodes: Readonly<Record<string, TreeNode>> } | null }

const n = (zh: string, en: string): Names => ({ zh, en });
const white = n('白色', 'White');
const black = n('黑色', 'Black');
const fault = (key: string, title: Names, part: string, minutes: number, weight: number, advice: Names, steps: Names, safety = false): DemoFault => ({ key, title, part, minutes, weight, advice, steps, safety });

const battery = (weight: number, minutes: number) => fault('battery', n('电池衰减或鼓包', 'Battery worn or swollen'), 'battery', minutes, weight, n('停止充电，放在通风处，等我们联系您。', 'Stop charging, keep it somewhere airy and wait for our call.'), n('断电，拆底盖，换电池包，充放电一次验证续航。', 'Disconnect, open the base, replace the pack, prove the run time with one cycle.'), true);
const mainboard = (weight: number) => fault('mainboard', n('主板故障', 'Mainboard fault'), 'mainboard', 55, weight, n('请断电十分钟后重试一次。', 'Unplug it for ten minutes and try once more.'), n('更换主板，写入序列号，恢复出厂设置并联网测试。', 'Replace the board, write the serial number, reset and test the connection.'));
const motor = (weight: number) => fault('motor', n('电机异响或不转', 'Motor noisy or stuck'), 'motor', 40, weight, n('请检查有没有异物卡住。', 'Please look for something stuck inside.'), n('清理风道，更换电机组件，试机五分钟测噪声。', 'Clear the duct, replace the motor, run five minutes and measure the noise.'));

const robotTree = {
  title: n('扫地机器人不工作', 'The robot does not work'), start: 'what',
  nodes: {
    what: { kind: 'question' as const, text: n('遇到了什么情况？', 'What happens?'), answers: [{ text: n('充不上电', 'It does not charge'), to: 'swollen' }, { text: n('找不到充电座', 'It does not find its dock'), to: 'dock' }, { text: n('边刷或滚刷不转', 'A brush does not turn'), to: 'brush' }, { text: n('都不是', 'Something else'), to: 'other' }] },
    swollen: { kind: 'question' as const, text: n('电池仓有没有发热、鼓起或异味？', 'Is the battery hot, swollen, or does it smell?'), answers: [{ text: n('有', 'Yes'), to: 'danger' }, { text: n('没有', 'No'), to: 'contacts' }] },
    danger: { kind: 'report' as const, text: n('请立即停止使用，我们会尽快联系您。', 'Please stop using it at once. We will call you.'), faultKey: 'battery', stopUsing: true, photos: n('拍一张电池标签和外观的照片。', 'A photo of the battery label and of the case.') },
    contacts: { kind: 'fix' as const, text: n('清洁充电触点', 'Clean the contacts'), steps: n('1. 关机。\n2. 用干布擦拭机底两片金属触点和充电座弹片。\n3. 放回充电座，等指示灯变白。', '1. Switch it off.\n2. Wipe the two metal contacts below it and those of the dock with a dry cloth.\n3. Put it on the dock and wait for the white light.'), notHelped: 'send' },
    dock: { kind: 'fix' as const, text: n('给充电座留出空间', 'Give the dock some room'), steps: n('1. 充电座靠墙，左右各留 0.5 米，前方留 1.5 米。\n2. 移开镜子和强光。\n3. 在 App 里点「回充」。', '1. The dock against a wall, half a metre free on both sides, one and a half in front.\n2. No mirror and no strong light near it.\n3. Tap «Return to dock» in the app.'), notHelped: 'dockSensor' },
    dockSensor: { kind: 'report' as const, text: n('可能是回充传感器故障，请报修。', 'The docking sensor may be faulty. Please report it.'), faultKey: 'docking', stopUsing: false, photos: n('拍一段它找充电座的视频。', 'A video of it looking for the dock.') },
    brush: { kind: 'fix' as const, text: n('清理缠绕的毛发', 'Remove hair'), steps: n('1. 取下滚刷和边刷。\n2. 剪断并清除毛发和线头。\n3. 装回，听到“咔哒”声。', '1. Take the brushes out.\n2. Cut and remove hair and threads.\n3. Put them back until they click.'), notHelped: 'send' },
    other: { kind: 'fix' as const, text: n('重新启动', 'Restart it'), steps: n('长按电源键 10 秒关机，等 30 秒再开机。', 'Hold the power key for ten seconds, wait half a minute, switch it on.'), notHelped: 'send' },
    send: { kind: 'report' as const, text: n('在家无法解决，请报修，我们会告诉您预计时间。', 'It cannot be solved at home. Report it and we will tell you when it will be done.'), stopUsing: false },
  },
};
const printerTree = {
  title: n('打印机不打印', 'The printer does not print'), start: 'light',
  nodes: {
    light: { kind: 'question' as const, text: n('指示灯是什么颜色？', 'Which colour is the light?'), answers: [{ text: n('绿色', 'Green'), to: 'queue' }, { text: n('橙色闪烁', 'Blinking orange'), to: 'jam' }, { text: n('不亮', 'None'), to: 'power' }] },
    queue: { kind: 'fix' as const, text: n('清空打印队列', 'Clear the queue'), steps: n('在电脑上取消所有任务，重启打印机，再打印测试页。', 'Cancel all jobs on the computer, restart the printer and print a test page.'), notHelped: 'report' },
    jam: { kind: 'fix' as const, text: n('取出卡纸', 'Take the paper out'), steps: n('1. 打开前盖，取出硒鼓。\n2. 双手慢慢抽出纸张。\n3. 放回硒鼓，合上前盖。', '1. Open the front and take the drum out.\n2. Pull the paper slowly with both hands.\n3. Put the drum back and close.'), notHelped: 'fuser' },
    fuser: { kind: 'report' as const, text: n('可能是搓纸轮或定影组件磨损，请报修。', 'The roller or the fuser may be worn. Please report it.'), faultKey: 'roller', stopUsing: false, photos: n('拍一张卡纸位置的照片。', 'A photo of where the paper sticks.') },
    power: { kind: 'fix' as const, text: n('检查电源', 'Check the power'), steps: n('换一个插座和电源线，按住电源键 5 秒。', 'Try another socket and cable, hold the power key for five seconds.'), notHelped: 'report' },
    report: { kind: 'report' as const, text: n('请报修，并告诉我们序列号。', 'Please report it with the serial number.'), stopUsing: false },
  },
};

/** By the key of the product. */
export const catalogue: Readonly<Record<string, DemoModel>> = {
  r7: { category: 'robot-vacuum', priceMinor: 299_900, colours: [white, black], faults: [battery(5, 25), fault('docking', n('不回充', 'Does not return to its dock'), 'sensor', 30, 4, n('请给充电座留出空间。', 'Please give the dock some room.'), n('更换回充红外接收板并校准。', 'Replace the infrared board and calibrate.')), motor(2), mainboard(1)], tree: robotTree },
  r5: { category: 'robot-vacuum', priceMinor: 179_900, colours: [white], faults: [battery(4, 25), fault('docking', n('不回充', 'Does not return to its dock'), 'sensor', 30, 3, n('请给充电座留出空间。', 'Please give the dock some room.'), n('更换回充红外接收板并校准。', 'Replace the infrared board and calibrate.')), motor(2)], tree: robotTree },
  l220: { category: 'printer', priceMinor: 129_900, colours: [black], faults: [fault('roller', n('搓纸轮磨损卡纸', 'Worn roller jams paper'), 'roller', 25, 5, n('请用 70–80 克纸。', 'Please use paper of 70 to 80 g.'), n('更换搓纸轮和分页器，连续打印 50 页验证。', 'Replace roller and separator, prove with 50 pages.')), fault('fuser', n('定影组件老化', 'Fuser worn'), 'fuser', 45, 2, n('打印后小心烫手。', 'Careful, it gets hot.'), n('冷却 30 分钟后更换定影组件。', 'Let it cool for half an hour, replace the fuser.')), mainboard(1)], tree: printerTree },
  j80: { category: 'printer', priceMinor: 89_900, colours: [white], faults: [fault('head', n('喷头堵塞', 'Print head blocked'), 'print-head', 35, 5, n('请先做两次喷头清洗。', 'Please clean the head twice first.'), n('更换喷头，校准，打印色块。', 'Replace the head, calibrate, print the colour page.')), mainboard(1)], tree: printerTree },
  a3: { category: 'air-purifier', priceMinor: 199_900, colours: [white], faults: [fault('sensor', n('颗粒物传感器失灵', 'Particle sensor stuck'), 'sensor', 20, 4, n('请用干棉签擦拭镜头。', 'Please wipe the lens with a dry cotton bud.'), n('更换激光传感器并校零。', 'Replace the laser sensor and set it to zero.')), motor(2)], tree: null },
  v10: { category: 'vacuum', priceMinor: 159_900, colours: [n('灰色', 'Grey'), black], faults: [battery(6, 20), motor(2)], tree: null },
  f6: { category: 'air-fryer', priceMinor: 49_900, colours: [black, white], faults: [fault('e1', n('E1 温度传感器开路', 'E1: temperature sensor open'), 'sensor', 30, 5, n('请停止使用。', 'Please stop using it.'), n('整机更换，旧机回收检测。', 'Exchange the product; the old one goes to testing.'), true), fault('coating', n('炸篮涂层脱落', 'Basket coating peels'), 'basket', 5, 3, n('请停止使用炸篮。', 'Please stop using the basket.'), n('补寄炸篮。', 'Send a new basket.'))], tree: null },
  s2: { category: 'smart-lock', priceMinor: 139_900, colours: [black], faults: [fault('reader', n('指纹识别失灵', 'Fingerprint reader fails'), 'reader', 35, 4, n('请先用密码或钥匙开门。', 'Please use the code or the key meanwhile.'), n('更换指纹模组，重新录入管理员。', 'Replace the reader and enrol the administrator again.')), battery(1, 20)], tree: null },
  h1: { category: 'headphones', priceMinor: 99_900, colours: [black, white], faults: [battery(3, 40), fault('side', n('单侧无声', 'One side is silent'), 'cable', 35, 3, n('请重置并重新配对。', 'Please reset and pair again.'), n('更换排线，双侧测试。', 'Replace the ribbon cable, test both sides.'))], tree: null },
  c4: { category: 'coffee-machine', priceMinor: 79_900, colours: [n('红色', 'Red'), black], faults: [fault('leak', n('底部漏水', 'Leaks underneath'), 'pump', 40, 4, n('请拔掉电源并擦干台面。', 'Please unplug it and dry the worktop.'), n('更换水泵密封圈，加压测试十分钟。', 'Replace the pump seal and test ten minutes under pressure.'))], tree: null },
};

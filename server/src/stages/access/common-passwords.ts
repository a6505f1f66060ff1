/**
 * Words that passwords are made of too often, here and elsewhere, bare of decoration: capitals, digits and signs around
 * them, and look-alikes are taken away before a password is compared. Our own short list, not a collection of stolen ones.
 */
const words = `
password passwords passwort passcode passphrase secret letmein welcome login logon user username default changeme
changeit temporary temp test testing tester guest root toor admin admins administrator adminadmin superuser sysadmin
system manager master server service support operator database postgres oracle mysql windows linux ubuntu
qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc poiuyt abcdef
iloveyou loveyou iloveu love lover sunshine princess dragon monkey football baseball superman batman shadow
michael jennifer computer internet google microsoft facebook samsung huawei xiaomi tencent alibaba weixin wechat
summer winter spring autumn january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday hello hellohello freedom whatever trustno starwars
woaini woaiwojia woaizhongguo woshishui wodemima mima mimamima denglu guanliyuan yonghu xitong nihao nihaoma
zhongguo zhonghua beijing shanghai guangzhou shenzhen chongqing tianjin wangyang zhangwei wangwei liwei
aiqing baobei laopo laogong tianya caonima woaibaba woaimama qingtian kuaile pingan fafafa jiayou
biaochi biaochibiaochi kaohe kaoheban jixiao jixiaokaohe gongwuyuan ganbu zuzhibu renshiju jiguan zhengfu shizhengfu
bangongshi kaohexitong pingjia dengci ceping appraisal performance government office official organiser
密码 密码密码 管理员 系统管理员 考核办 考核 标尺 我爱你 我爱中国 中国 你好 登录
`;

const digits = `
123456 1234567 12345678 123456789 1234567890 0123456789 111111 000000 666666 888888 5201314 1314520 520520 7758521
112233 123123 321321 147258369 159753 987654321 abc123 abcd1234 a123456 a123456789 q1w2e3 q1w2e3r4 q1w2e3r4t5 1q2w3e
1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx qwe123 asd123 zxc123 qwer1234 asdf1234 admin123 pass1234 p0ssw0rd
woaini1314 woaini520 aini1314
`;

const split = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

export const commonPasswords: ReadonlySet<string> = new Set([...split(words), ...split(digits)]);

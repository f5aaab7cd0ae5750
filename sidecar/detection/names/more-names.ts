/**
 * Common names that the lists have in their own script alone, or not at all: of East and South Asia, the Arab world and
 * Africa, as they are written in Latin letters; and some of Europe.
 */
const words = (lines: string): readonly string[] => lines.split(/\s+/).filter((word) => word !== "");

export const MORE_GIVEN_NAMES: readonly string[] = words(`
  aarav abdul abdullah abebe abena abhishek aditi aditya adwoa ahmad ahmed aisha ajay akash akiko akira akua ali alisha amara amina amir amit amita amrita
  anand ananya anil anita anjali ankit ankur anushka aparna arjun arun asha ashok ashraf asuka ayaan ayumi ayaka aziz babajide bashir bilal bilqis chandra
  chen cheng chidi chika chinwe chioma chizoba chukwuemeka daichi daiki daisuke deepa deepak deepika devi dinesh divya ebele ebru emeka emre eiji eriko
  farah farid faisal fatima fatimah femi folake fumiko gaurav gautam geeta girish gopal habib haruka haruto hasan hassan hiroko hiroshi hiroto huda hui
  hussein ibrahim ichiro ifeanyi ikechukwu imani indira isha ishaan jamal jamila jia jing jiro jun junko kabir kaito kamala kamau kaori karan karim kavita
  kavya kazuki kazuo keiko keisuke kenji kenta khadija khaled khalid kiran kofi krishna kumar kunal kwabena kwaku kwame kwasi kyoko lakshmi lalita latifa
  layla lei leila lei-lei linh mahmoud makoto manish manoj mariam mariko masako masaru mbali meena meera megumi mei meiling michiko midori mina ming miyuki
  mohamed mohammad mohammed mohan muhammad mukesh mustafa nabil nadia naoko naomi naoto naveen neha ngozi nikhil nisha nitin njeri nkechi noor noriko nour
  obinna olumide oluwaseun omar omari osamu padma pallavi pooja pradeep prakash pranav prashant preeti priya priyanka qiang rachna radha rahul raj raja
  rajan rajesh rajiv rakesh ramesh rani rashid ravi reiko rekha ren riku rina rohan rohit ruchi ryo ryota sachin sadia sakura salim salma sameer sandeep
  sangeeta sanjay sanjeev santosh sarita satoshi saurabh sayed seema shabnam shanti shigeru shinji shiro shreya shruti shweta siddharth sneha sota srinivas
  sudha suleiman suman sunil sunita suresh sushma swati syed tadashi taiga takako takashi takeshi takumi tanvi tariq taro tatsuya temitope tendai thandiwe
  thabo tomoko toru tunde uchenna uma usha vandana varun venkat vidya vijay vikas vikram vinay vinod vishal vivek wambui wangari wanjiku xiao xin yamini yan
  yasir yasuo yemi yoko yoshiko youssef yuan yui yuka yuki yukiko yumi yusuf yusuke zahra zainab zara zhen zhi zodwa zuri
  heike silke anke antje elke gudrun heidrun ulrike renate karin uwe jürgen günter dieter wolfgang niamh siobhan aoife saoirse eilidh catriona`);

export const MORE_FAMILY_NAMES: readonly string[] = words(`
  abe abiodun acheampong adebayo adeleke adeyemi afolabi agarwal aggarwal agyeman ahmad ahmed akhtar ali amadi amin ansah ansari aoki appiah arai asante ashraf
  awad ayodele balakrishnan banerjee bangura basu bhatia bhatt boateng bose cai chan chandra chang chatterjee chaudhary chaudhry cheng chia chopra chowdhury
  chua chukwu das dasgupta desai deshmukh dey diallo diop dlamini duan dube dutta eze fang farah farooq fofana fujii fujita fujiwara fukuda ganguly ghosh goto
  gowda goyal guo gupta haddad hakim hamada han hara hasegawa hashimoto hassan hayashi ho hossain hsieh hsu huang hussain hussein ibe ibrahim ikeda imai
  inoue iqbal ishida ishii ishikawa islam ito iyer jain jha jiang joshi kamau kamara kaneko kapoor karimi kato kaur khan khanna khumalo kikuchi kimura
  kobayashi kondo koroma krishnan kulkarni lam lau leung liang lim lin liu mahlangu mahmood malhotra malik maeda matsuda matsui matsumoto mbeki mehta mensah
  menon mishra mittal miura miyamoto mori morita mukherjee mutua mwangi nagarajan naidu nair nakagawa nakajima nakamura nakano naidoo ncube ndlovu nguyen
  nishimura nkosi nwosu obi odhiambo ogawa ogunleye okada okafor okamoto okeke okonkwo okoro okoye ono osei otieno owusu pandey parekh parikh patel patil
  pham phan pillai prasad qureshi rahman raman ramasamy ramaswamy rana rao rashid rathore reddy roy saito sakai sakamoto salah sano sasaki sato sesay sethi
  shah shaikh sharma sheikh shimizu siddiqui sinha srinivasan subramanian sugiyama suzuki takagi takahashi takeda tan tanaka teo tran traoré trivedi ueda
  uchida uddin venkatesan verma vo wada wang watanabe wong wu xie xu yadav yamada yamaguchi yamamoto yamashita yamazaki yeung yokoyama yoshida zaidi zhang
  zhao zheng zhou zhu`);

/** Names that are written in lower case as often as not, by family; a line a family, all spellings of one joined by `=`. */
export const NAME_FAMILIES: Readonly<Record<string, string>> = {
  language: `english german=deutsch french=français=francais spanish=español=espanol italian=italiano portuguese=português dutch polish
    russian ukrainian chinese=mandarin japanese korean arabic hebrew turkish greek latin swedish norwegian danish finnish
    hindi bengali urdu persian=farsi vietnamese thai indonesian swahili czech hungarian romanian bulgarian croatian serbian
    catalan irish welsh cantonese tagalog malay tamil telugu englisch französisch spanisch italienisch anglais allemand
    inglés inglés francés alemán inglese francese tedesco spagnolo`,
  technology: `python=py java javascript=js typescript=ts ruby  golang kotlin  scala perl php haskell elixir c++=cpp c#=csharp
    react=reactjs=react.js angular=angularjs vue=vuejs=vue.js svelte django    expressjs laravel
    nodejs=node.js deno  postgres=postgresql=psql mysql mariadb sqlite mongodb=mongo redis oracle cassandra elasticsearch kafka rabbitmq
    docker podman kubernetes=k8s helm terraform ansible jenkins git svn github gitlab bitbucket aws azure gcp
    windows linux ubuntu debian fedora macos=osx=mac ios android chrome firefox   opera
    excel  powerpoint outlook gmail    skype whatsapp telegram  photoshop illustrator
    pandas numpy pytorch tensorflow keras bash zsh powershell vim emacs vscode intellij nginx apache mysql json yaml xml csv html css sql
    iphone ipad macbook   xbox playstation nintendo alexa siri chatgpt
    netflix spotify youtube tiktok instagram facebook twitter linkedin reddit pinterest amazon ebay paypal venmo stripe
    google  microsoft tesla uber lyft airbnb`,
  place: `usa=us=u.s.=u.s.a.=america=united_states=united_states_of_america uk=u.k.=united_kingdom=britain=great_britain england scotland wales ireland
    france germany spain italy portugal netherlands=holland belgium switzerland austria australia sweden norway denmark finland iceland
    poland czechia hungary romania bulgaria greece turkey russia ukraine china japan korea india pakistan bangladesh
    vietnam thailand indonesia malaysia singapore philippines canada mexico brazil argentina  peru colombia egypt morocco
    kenya nigeria ethiopia ghana israel iran iraq slovakia slovenia croatia serbia estonia latvia lithuania
    london paris berlin madrid rome lisbon vienna amsterdam brussels zurich geneva prague budapest warsaw athens dublin
    barcelona milan venice munich hamburg tokyo kyoto osaka beijing shanghai delhi mumbai bangkok sydney melbourne toronto
    vancouver chicago boston seattle miami texas california florida nyc=new_york=new_york_city la=los_angeles sf=san_francisco europe asia africa`,
  planet: `mercury venus mars jupiter saturn uranus neptune pluto moon`,
};

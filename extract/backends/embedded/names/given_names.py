"""Common given names of many languages, by the pronoun that they go with.

They tell a person's name from a body's where the recogniser errs, and "he" from "she". A name that is missing here, or
that both women and men bear, decides nothing.
"""

from __future__ import annotations

import unicodedata

MEN = frozenset(
    """aaron abbas abdel abdelaziz abdelfattah abdou abdul abdullah abel abhijit abraham achim adam adolfo adrian ahmad
    ahmed ahmet akbar akihito akio alain alan alastair albert alberto aldo alec alejandro aleksandr alessandro alex
    alexander alexandre alexandros alexei alexey alexis alfonso alfred alfredo ali ali-reza alistair allan allen
    alvaro alvin amar ambrose amir amos anatoly anders andreas andrei andrew andrzej andrés andy angelo angus ansar
    antoine anton antonio antony anwar ara archie ari ariel arif aristide armando armin arnaud arne arnold arsen
    artem arthur artur arturo arvind ashok ashraf asif atal attila augusto austin avi ayman aziz babak baldwin
    barack barry bart bartosz bas bashar basil ben benedict benjamin benny benoit benoît bernard bernardo bernie
    bertie bertrand beto bill bjarne björn blake bob bogdan bolesław boris brad bradley brandon brendan brent brett
    brian brice brigham bruce bruno bryan burhan byron calvin cameron carlo carlos carter casey cathal cesar chad
    charles charlie chester chris christian christoph christophe christopher christos chuck clarence clark claude
    claudio claudius clayton cliff clifford clint clinton cody colin conor conrad corey cormac cornelius cory craig
    curtis cyril cyrus césar dafydd dale damian damien damon dan daniel danny daoud darius dariusz darrell darren
    darryl dave david davit dawid dean declan denis dennis denzel denzil derek devin dick didier diego dimitri
    dimitris dirk dmitri dmitriy dmitry dmytro dominic dominik dominique don donald donnie donovan doug douglas
    doyle dragan drew dries duncan dusan dušan dwayne dwight dylan earl eberhard eckhard eddie edgar edmond edmund
    edouard eduardo edward edwin efraim egon ehud einar elbert eli elias elijah eliot elliot elliott elon elvis emil
    emile emilio emmanuel emre enda enrique enzo eoin ephraim erdal eric erich erik ernest ernesto ernst ervin erwin
    ethan etienne euan eugene evan evo ewan eyad fabian fabio faisal faiz farid farouk fathi federico fedor felipe
    felix ferdinand ferenc fergus fernando fethullah fidel filip florian floyd folke francesco francis francisco
    franco francois frank franklin frans franz françois françois-xavier fred frederick friedrich fritz fyodor
    gabriel galen gamal gareth garrett gary gaspard gaston gavin gene gennady geoff geoffrey george georges georgi
    gerald gerard gerardo gerd gerhard gerry ghassan ghulam giacomo gianni gideon gilbert gilberto giles gilles
    giorgio giovanni giuseppe glen glenn goran gordon gottfried graham greg gregory grigory grover guido guillermo
    gunter gurbanguly gustav gustavo guy gábor günter günther haakon habib hafez haider hakan hakim hamad hamdi
    hamid hamish hamza hank hans harald harbhajan hardeep hari harith harold harrison harry haruki harvey hasan
    hashem hashim hassan hassen hector heiko heinrich heinz helge helmut henri henrik henry herb herbert herman
    hernando hernán hidayat hideki hilal hirohito hiroshi hisham homer horacio horst hosein hosni hossam hossein
    howard howie hristo hubert hugh hugo humberto husam huseyin hussein iain ian ibrahim ibrahima idris igal ignacio
    igor ilham ilir ilya imad imran ingvar iraj isaac isaias isidro ismail issa istván itamar ivan ivo iván iyad
    izzat jabir jace jack jacob jacques jafar jagdish jaime jair jake jakob jakub jamal james jamil jan janez jared
    jaroslav jarosław jason javad javier jawad jay jean jed jeff jeffrey jens jeremy jerome jerrold jerry jesse
    jesús jim jimmie jimmy joachim joao joaquin joaquín joe joel johan johann john johnny jon jonathan joop jordi
    jorge joris jose josef josep joseph josh joshua josip josé jozef joão juan juha jules julian julio junichiro
    jurgen justin justus józef jörg jürg jürgen kaan kaarel kadir kai kamal kamran karel karim karl karol karsten
    kasim kaspar kazuo keir keith kelvin kemal ken kenji kenneth kenny kent kerry kevin khaled khalid khalifa khalil
    khurshid kim kimmo kirill kirk kjell klaus knut koen kofi koichi konrad konstantin konstantinos koos kris
    krzysztof kurt kwame kyle lajos lamar lamine lance larry lars lars-erik lassina laurence laurent lauri lawrence
    layne lazaro lech lee leif leland lenny leo leon leonard leonid leopoldo leroy les leslie levi levon lewis liam
    lindsey lionel lloyd lonnie lorenzo lothar louis loïc lubomír lubos luc luca lucas lucio ludwig luigi luis luiz
    luka lukas lula luther lyle lyndon lászló maarten maciej mads magnus mahathir mahdi maher mahinda mahmoud mahmud
    majid malcolm malik mamadou manfred manuel marat marc marcel marcelo marcin marco marcos marek marian mariano
    marin mario marion mariusz marián mark markus marlon marshall martin marty martín marvin marwan masahiro masood
    masoud massimo mateusz mathias matt matteo matthew matthias matvei matías maurice mauricio mauro max maxim mehdi
    mehmet meir melvin menachem micah michael michal michel mickey miguel mihai mikael mike mikhail mikkel mikko
    miklós milan milo milorad milos miloš milton mircea mirko miroslav mirosław mitch mitchell mitt mladen mohamad
    mohamed mohammad mohammed mohamud mohan mojtaba mordechai morgan morris morten moses moshe mostafa mousa moussa
    muammar muhammad muhammed mukesh muqtada murat murray musa mustafa mykola myron nabil naftali naguib naim najib
    naoto narayan narendra nasser nathan nathaniel navin ned neil nelson nestor neville nguyen niall nicanor
    nicholas nick nicolae nicolas nicolás niels nigel nikita niklas nikola nikolai nikos nils noah noel norbert
    norman nouri nuri obaidul olaf olav ole oleg oleksandr oliver olivier olli olof omar omer oren orlando orrin
    orville osama oscar osman oswald oswaldo otto owen paavo pablo paddy padraig paolo pascal pat patrice patrick
    paul paulo pavel paweł pedro per percy perry pete peter petr petro phil philip philippe phillip pierluigi pierre
    piet pieter pietro piotr prakash pranab preston quentin quincy radek radoslav radosław radovan rafael rafał
    rafik raheel rahul rajendra rajesh rajiv ralf ralph ramesh rami ramin ramon ramzan ramón rand randall randy
    rangin raphael raphaël rashid ratko raul ravi ray raymond raymundo raúl recep reggie reginald regis rein
    reinhard rené reuben rex reza rhys ricardo riccardo richard richie rick ritchie roald rob robert roberto robin
    rocco rod roderick rodney rodolfo rodrigo roger roh roland rolf roman romano romeo román ron ronald rory roscoe
    ross rowan roy royce ruben rubén rudolf rudy rui rupert ruslan russell rustam ruud ryan saad sabah sabri saddam
    sadiq saeed said saif sajid salah salem salim salman salvador salvatore sam sameh samer sami samir samuel sanjay
    sanjeev santiago santos saud saul sayed sayyid saúl scott seamus sean sebastian sebastián selim semyon serge
    sergei sergey sergio sergiu seth seyed seyyed shahid shane shankar shaun shawn sherif sherman sherrod shimon
    shinichi shinzo sid sidney sigmar sigurd silvio simeon simon simón sjoerd slobodan soren spencer spike spiro
    stacy stan stanislav stanisław stanley stefan stefano stefanos steffen sten stephan stephen steve steven stewart
    stijn strobe stuart stéphane subhash suleiman sushil sven syed sylvain sylvester sébastien søren süleyman
    sławomir tad tadeusz tage taha takeshi tam tamas tamás tarek tariq tarō taylor ted teddy teemu teodoro terence
    terje terrence terry thabo thad thaddeus theo theodore thierry thom thomas thor thorbjørn thorsten théo tiberiu
    tibor tim timo timothy timur tobias toby tod todd tom tomas tomasz tomislav tommy tomáš tony tor torsten toshio
    travis trent trevor tristan troy tyler tyrone ulf ulrich umar umberto uri usman uwe vaclav vadim valdis valentin
    valeri valeriy valery vance vasily vernon veselin viacheslav vicente victor vidkun vijay viktor viktoras vince
    vincent vincenzo virgil vitaly vito vittorio vivek vlad vladimir vladislav vojislav volker volodymyr vyacheslav
    václav wade wael waldemar waleed walid wallace wally walter warren wayne wen wendell werner wes wesley wilbur
    wilfred wilfried wilhelm willem william willie willy wim winston wladyslaw wojciech wolfgang woody wouter
    władysław xavier yahya yair yakov yann yannick yaroslav yasir yasser yassin yassir yasuo yevgeny yitzhak yoav
    yoram yoshihiko yoshiro younis yousaf yousef youssef yukio yuri yusef yusuf yusuke yuval yves zachary zack zaki
    zalmay zane zbigniew zdeněk zeid ziad zinedine zoltan zoltán zoran zsolt zviad álvaro édouard émile
    étienne""".split()
)
WOMEN = frozenset(
    """abigail ada adele adriana adrienne agathe agnes agnieszka aida aileen aimee aine ainhoa aisha alana alba
    aleksandra alessandra alexa alexandra alexis alia alice alicia alina aline alison allison alma althea amal
    amalia amanda amara amber amelia amina amira amy amélie ana anabel anahita ananda anastasia anaïs andrea ane
    angela angelina angélique anika anissa anita anja ann anna anne annegret anneliese annette annie annika antje
    antonia anya aoife ariana arlene arundhati asha ashley asma astrid asya athena audrey augusta aurora aurélie ava
    ayaan ayesha aylin aziza barbara barbra beatrice beatriz becky belen bella benazir bernadette bernice beth
    bethany betsy betty beverly bianca birgit birgitta blanca bonnie branka brenda bridget brigitte britta brooke
    calista camilla candace candice carey carina carla carly carmen carol carolina caroline carolyn carrie cassandra
    cate caterina catherine cathleen cathy catriona cecilia celeste celia celine chandrika chantal charlene
    charlotte chelsea cherie cheryl chiara chloe chloé christa christiane christie christina christine christy ciara
    cilla cindy claire clara clarissa claudette claudia clementine colette colleen condoleezza connie consuelo cora
    corazon courtney cristina cynthia céline dagmar dalia dana daniela daphne darya debbie deborah debra delphine
    denise desiree diana diane dianne dilma dina dolores dominica donatella donna dora doreen doris dorothea dorothy
    edith edna edwina eileen eilidh ekaterina elaine elba eleanor elena elin elisabeth elise elissa eliza elizabeth
    ella ellen ellie eloise elsa elvira emilia emily emine emma encarnacion erika erin erna ernestine estelle esther
    etta eugenia eunice eva eva-maria evelyn fanny farah fatemeh fatima fatma fatou faye federica felicia fernanda
    filomena fiona flora florence frances francesca francine françoise frederica frieda gabriela gabriella gail
    gemma genevieve georgia georgina geraldine germaine gertrude gina giorgia gisela giulia gladys gloria golda
    grace greta gretchen guadalupe gudrun gwen gwendolyn gwyneth hala halina hana hanan hanna hannah harriet hattie
    heather hedwig heidi heike helen helena helga hermine hilda hillary hina holly huda ida ildikó ilona ilse imani
    imelda ina indira ines inga inge ingeborg ingrid inés inês irena irene irina iris irma isabel isabella ivana
    ivanka ivona iwona jacinda jackie jacqueline jacquelyn jamie jana jane janet janice jasmine jaya
    jean jeanette jeanne jelena jen jenna jenni jennifer jenny jeri jessica jill jo joan joana joann joanna joanne
    jocelyn jodie johanna jolanta josefina josephine josie joyce juana jude judi judit judith judy jules julia
    juliana juliane julie juliet juliette justine kaja kamala karen karin karla karolina kasia katalin katarina kate
    katerina kateryna katharina katherine kathie kathleen kathryn kathy katie katja katrin katrina kay kayla keiko
    keisha kelley kelly kellyanne kendra kerstin khadija kim kimberly kirsten kirsty kitty klara kris kristen kristi
    kristin kristina krystyna laila lana lara larisa latifa laura laurel lauren laurie layla lea leah leanne leila
    leisha lena lenora leticia letizia leyla lidia lilian liliana lillian lily linda lindsay lisa liz ljubica lois
    lola lora lorena loretta lorraine louisa louise luann lucia lucie lucille lucy ludmila luisa lujain lupita luz
    lydia lydie lynda lynette lynn lynne mabel madelaine madeleine madonna mae maeve magdalena maggie maha mahnaz
    maia mairi maja mala malala malalai malgorzata mandy manuela mara marcia marcy margaret margarita margot mari
    maria mariam marian mariana marianne maribel marie marija marilyn marina marine marion marissa marjorie marlene
    marsha marta martha martina mary mary-lou maryam maría masoumeh matilda maud maureen mavis maxine maya mayra
    małgorzata mechthild meena meera megan melania melanie melinda melissa mercedes mia michaela michele michelle
    mila milagros mildred milena mina mindy mireille miriam mirjam mirjana moira molly mona monica monika morag
    muriel myra myriam myrna nabila nadezhda nadia nadine najat nan nana nancy nanette naomi narges natalia natalie
    natalya natasha nawal neha nellie nerea nermin nettie niamh nicola nicole nicolette nikki nilda nina nirmala
    noelle noemi noor nora noreen norma nuria odette olena olesya olga olivia oprah ornella paige pam pamela pascale
    patricia paula paulette paulina pauline peggy penny perla pernille petra petronella petula phoebe phyllis pia
    pilar polly portia pratibha priscilla priti priyanka qandeel rabia rachael rachel raisa ramona rana rania ranil
    raquel rasha raya rebecca reem regina reina renata renate renee renée rhonda riitta rima rita roberta robyn
    rocio roisin ronit rosa rosalia rosalind rosalyn rosanna rosario rose roseanne rosemary rosie rosita roxana roza
    rukhsana rumana ruta ruth sabina sabine sabrina sadako sadia safia saida sajida sally salma samantha samira
    sandra sania sanna sara sarah saskia scarlett selena selma serena shabana shahla shakira shami shannon sharon
    sheikha sheila shelley sheri sheryl shireen shirin shirley sian sigrid silke silvia simona simone sinead siobhan
    sioned sirimavo snezana sofia sofie sondra sonia sonja sophia sophie soraya sridevi stacey stefania stella
    stephania stephanie sue sunita susan susana susanna susanne susie suzan suzanne suzette svetlana sybil sylvia
    sylvie tabitha tamara tania tansu tanya tara tarja tatiana tatjana tatyana tawakkol teresa teri terri tess
    thelma theodora theresa thora tiffany tima tina toni tracey tracy traudl trina trish trudy tulsi ulla ulrike una
    ursula uta valentina valeria valerie valérie vanda vanessa veera velma vera veranika veronica vesna vicky
    victoria vigdis viktoria vilma viola violet violeta virginia vivian viviana viviane waltraud wanda wangari
    wenche wendy whitney wilhelmina wilma winnie xiomara yael yana yara yasmin yasmine yekaterina yelena yevgenia
    yingluck yoko yolanda yulia yuliya yvette yvonne zainab zara zeinab zelda zinaida zita zlata zoe zora zoë
    zsuzsanna zsófia zuzana ágnes""".split()
)


def _without_accents(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


GIVEN_NAMES = MEN | WOMEN | frozenset(map(_without_accents, MEN | WOMEN))
"""With their accents and without them."""

"""Common given names of many languages, by the pronoun that they go with.

They tell a person's name from a body's where the recogniser errs, and "he" from "she". A name that is missing here, or
that both women and men bear, decides nothing.
"""

from __future__ import annotations

MEN = frozenset(
    """aaron abdul abdullah abraham adam ahmad ahmed akbar alan albert alberto aleksandr alejandro alex alexander
    alexei alfonso alfred ali amir anatoly anders andreas andrei andrew andrés andrzej angelo antoine anton antonio
    antony anwar arnold arthur arturo asif augusto barack bashar ben benedict benjamin bernard bernardo bill bob boris
    brad brandon brendan brett brian bruce bruno carlo carlos charles charlie chris christian christoph christophe
    christopher chuck clarence claude claudio colin craig cyril cyrus dan daniel danny dariusz darren dave david dean
    denis dennis derek dick didier diego dimitri dimitris dmitri dmitry dmytro dominic dominique donald doug douglas
    dragan duncan dwight eddie edgar edmund eduardo edward edwin ehud elias emilio emmanuel enrique eric erik ernest
    ernesto eugene evo fabio faisal felipe felix ferdinand fernando fidel filip florian francesco francis francisco
    franco francois françois frank franklin franz fred frederick friedrich gabriel gary gavin gennady geoffrey george
    georges georgi gerald gerard gerhard giacomo gianni gilbert giorgio giovanni giuseppe glen glenn gordon graham greg
    gregory guido guillermo gunter gustavo habib hamid hans harold harry hasan hashim hassan hector heinrich helmut
    henri henrik henry herbert herman hideki hiroshi horst howard hosni hubert hugh hugo hussein ian ibrahim igor imran
    ismail ivan ivo jack jacob jacques jaime jake jakob jamal james jan janez jared jaroslav jason javier jean jeff
    jeffrey jens jeremy jerome jerry jesse jesús jim jimmy joachim joao joão joe joel johan johann john johnny jon
    jonathan jorge josé jose josef joseph josh joshua josip juan julian julio jurgen jürgen justin kamal karel karim
    karl keith ken kenneth kenji kevin khaled khalid klaus kofi kurt lance larry lars laurent lawrence lech lee leo
    leon leonard leonid leopoldo lewis liam lloyd lorenzo louis luca lucas luigi luis luiz lukas lula maciej mahmoud
    malcolm manfred manuel marc marcel marcelo marcin marco marcos mariano marin mario mark markus martin masoud
    massimo mateusz mathias matt matteo matthew matthias maurice mauricio max maxim michael michal michel miguel mike
    mikhail milan milos miloš mitch mitchell mohamed mohammad mohammed moshe muammar muhammad murat mustafa nabil
    narendra nasser nathan neil nelson neville nguyen nicholas nick nicolas nicolás nigel nikola nikolai nikos nils
    norbert norman nouri oleg oleksandr oliver olivier omar oscar osama otto pablo paolo pascal patrick paul paulo
    pavel pedro per peter petr petro phil philip philippe pierre pietro piotr rafael rafik rahul ralph ramon ramón
    ramzan randall randy raul raúl ray raymond recep reinhard rené ricardo riccardo richard rick rob robert roberto
    robin rodrigo rodolfo roger roland rolf roman ron ronald rory ross roy rudolf rudy rupert russell saad saddam said
    salah salem salman salvador sam sameh samir samuel saud scott sean sebastian sebastián serge sergei sergey sergio
    seth shaun shimon shinzo sidney silvio simon slobodan stanislav stanley stefan stefano stephan stephen steve
    steven stuart sven tadeusz takeshi tariq tarek taylor ted terence terry theodore thierry thomas tim timothy toby
    todd tom tomas tomasz tommy tony travis trent umar umberto valentin vaclav václav vasily viktor victor vincent
    vicente vincenzo vitaly vladimir volodymyr walid walter warren wayne wen werner wilhelm willem william willy
    wojciech wolfgang xavier yasser yasir yevgeny yitzhak yoshihiko youssef yuri yusuf zbigniew zeid zoran""".split()
)
WOMEN = frozenset(
    """adriana agnes agnieszka aisha alessandra alexandra alice alicia alina alison amanda amina amy ana anastasia
    andrea angela angelina anita ann anna anne annegret annette antonia ashley barbara beatrice benazir bernadette
    betty bianca birgit brigitte camilla carla carmen carol carolina caroline caterina catherine cecilia charlotte
    cheryl christina christine cindy claire clara claudia condoleezza connie corazon cristina daniela deborah denise
    diana diane dilma donna dora doris dorothy edith elena eleanor elisabeth eliza elizabeth ella ellen elsa emily emma
    erika esther eva evelyn fatima fatou federica fiona flora florence frances francesca françoise gabriela gabriella
    georgia georgina gertrude gina giorgia gloria golda grace greta gretchen hannah harriet heather heidi helen helena
    helga hillary ilona imelda indira inés ingrid irena irene irina isabel isabella jacinda jackie jane janet janice
    jeanne jennifer jenny jessica jill joan joanna josephine joyce juana judith judy julia juliana julie kamala
    karen karin kate katharina katherine kathleen kathryn kathy katja katrin keiko kelly kirsten kristen kristina
    lara laura lauren leila lena leyla linda lisa liz lois loretta louise lucia lucy luisa lydia madeleine
    magdalena margaret margarita margot maria maría mariana marie marina marine marion marjorie marta martha martina
    mary maya megan melania melanie melinda melissa mercedes michele michelle mildred miriam monica monika nadia nancy
    naomi natalia natalie natasha nicola nicole nikki nina nora norma olga olivia pamela patricia paula
    pauline penny petra phyllis pilar rachel raisa ramona rebecca renate rhonda rita roberta robyn rosa rose rosemary
    roza ruth sabine sadia sally samantha sandra sara sarah sharon sheila shirley silvia simone sofia sonia
    sophia sophie stacey stella stephanie sue susan susana suzanne svetlana sylvia tamara tanya tatiana tatyana teresa
    theresa tina ursula valentina valerie vanessa vera veronica victoria violeta virginia viviane wanda wendy
    winnie yasmin yingluck yoko yolanda yulia yuliya yvonne zainab zoe zsuzsanna""".split()
)
GIVEN_NAMES = MEN | WOMEN

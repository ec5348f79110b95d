"""Common names with the weights at which they are met, and names that only the young or only the old bear."""

from itertools import accumulate
from random import Random


class Names:
    """Names by rank: the first is drawn most often, the n-th in proportion to 1/(n+3)."""

    def __init__(self, text: str) -> None:
        self._names = text.split(", ")
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._names))))

    def draw(self, random: Random) -> str:
        return random.choices(self._names, cum_weights=self._weights)[0]


MEN = Names(
    "Mehmet, Mustafa, Ahmet, Ali, Hüseyin, Hasan, Murat, Yusuf, İbrahim, İsmail, Ömer, Ramazan, Osman, Abdullah, "
    "Fatih, Emre, Halil, Süleyman, Hakan, Adem, Mahmut, Kemal, Recep, Salih, Kadir, Burak, Serkan, Gökhan, Uğur, "
    "Yasin, Orhan, Metin, Bilal, Furkan, Onur, Volkan, Serdar, Selim, Cemal, Yakup, Hamza, Eyüp, Ferhat, Barış, "
    "Kerem, Yunus, Muhammed, Erkan, Ercan, Sinan, Tolga, İlhan, Cengiz, Veysel, Musa, Harun, Enes, Bayram, Şükrü,"
    " Kenan, Kâzım, Kazım"
)
WOMEN = Names(
    "Fatma, Ayşe, Emine, Hatice, Zeynep, Elif, Meryem, Merve, Zehra, Esra, Özlem, Büşra, Yasemin, Hülya, Şerife, "
    "Sultan, Hacer, Rabia, Hanife, Kübra, Melek, Leyla, Tuğba, Sevgi, Songül, Havva, Gülsüm, Aysel, Sibel, Dilek,"
    " Filiz, Derya, Serpil, Nurcan, Sevim, Sema, Seda, Ebru, Gamze, Betül, Hilal, Beyza, Nuray, Gül, Pınar, "
    "Aynur, Yeter, Döndü, Necla, Türkan, Nazlı, Feride, Saliha, Ümmühan, Asiye, Cennet, Sümeyye, İrem, Ceren, "
    "Azra, Işık, Gül Nihal"
)
BOYS = Names("Yusuf, Ömer, Miraç, Hamza, Eymen, Kerem, Mustafa, Ali, Emir, Ahmet, Muhammed, Mehmet")
GIRLS = Names("Zeynep, Elif, Asel, Defne, Azra, Hiranur, Nehir, Ecrin, Meryem, Zehra, Hira, Ebrar")
OLD_MEN = Names("Mehmet, Mustafa, Ahmet, Hasan, Hüseyin, Ali, Durmuş, Satılmış, Bekir, Arif, Nuri, Rıza")
OLD_WOMEN = Names("Fatma, Hatice, Ayşe, Emine, Şerife, Döndü, Yeter, Satı, Zeliha, Hanife, Elmas, Güllü")
SURNAMES = Names(
    "Yılmaz, Kaya, Demir, Çelik, Yıldız, Şahin, Yıldırım, Öztürk, Aydın, Özdemir, Arslan, Doğan, Kılıç, Aslan, "
    "Çetin, Kara, Kurt, Koç, Polat, Şimşek, Özkan, Korkmaz, Özcan, Çakır, Erdoğan, Yavuz, Can, Acar, Şen, Aktaş, "
    "Güler, Yalçın, Güneş, Bozkurt, Bulut, Keskin, Ünal, Turan, Gül, Özer, Işık, Kaplan, Avcı, Sarı, Tekin, Taş, "
    "Köse, Yüksel, Ateş, Aksoy, Uçar, Duman, Çiftçi, Karaca, Deniz, Tunç, Coşkun, Toprak, Erdem, Karataş, Isik, "
    "Kara-Demir"
)
SYRIAN_MEN = Names("Muhammed, Ahmed, Halid, Mahmud, Abdurrahman, Mohammad, Mohamed, Ömer, Hüseyin, Yasir")
SYRIAN_WOMEN = Names("Fatima, Hanan, Rima, Amal, Nur, Emine, Meryem, Hiba, Rağad, Sabah")
SYRIAN_SURNAMES = Names("El-Hamad, El-Ali, Abdo, Derviş, Halaf, Hatib, Şami, El-Ahmed, El-Hüseyin, Şeyho")
AFGHAN_MEN = Names("Nur Muhammed, Ahmad, Rahim, Habib, Nasir, Abdul Kerim, Hamid, Zalmay")
AFGHAN_WOMEN = Names("Gulbahar, Zahra, Şirin, Fariba, Laila, Nasima, Masuma, Parvin")
AFGHAN_SURNAMES = Names("Rahimi, Ahmadi, Haydari, Mohammadi, Nazari, Yusufi, Amiri, Karimi")

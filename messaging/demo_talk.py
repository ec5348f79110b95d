"""What is said in the demo: invented talk of an office. Lines go in turn between speakers; `{other}` is called."""

DIRECT = (
    (
        "Günaydın, bugünkü ziyaret listesi hazır mı?",
        "Hazır, öğleden önce üç hane var.",
        "Araç kimde?",
        "Bende, 10.00'da kapıda olurum.",
        "Tamam, görüşürüz.",
    ),
    (
        "Depoda kaç koli kaldı, bakabilir misiniz?",
        "Saydım: 42 kuru gıda, 11 hijyen kolisi.",
        "Hafta sonuna yeter mi?",
        "Kuru gıda yeter, hijyen yetmez. Sipariş geçeyim mi?",
        "Geçin lütfen, 30 adet.",
        "Geçtim, cuma teslim edilecek.",
    ),
    (
        "Toplantının saati değişti mi?",
        "Evet, 15.30 oldu. Gündem aynı.",
        "Teşekkürler, takvime işledim.",
    ),
    (
        "Makbuz koçanının ikinci nüshası dosyada yok.",
        "Bende kalmış olabilir, bakıyorum.",
        "Bulursanız masaya bırakır mısınız?",
        "Buldum, bıraktım.",
    ),
    (
        "Yarınki gönüllü toplantısına kaç kişi geliyor?",
        "Şu an 14 kişi yazıldı.",
        "Çay ve poğaça ayarlayalım.",
        "Ben hallederim.",
    ),
    (
        "İzin formumu imzaladınız mı?",
        "İmzaladım, dolaba koydum.",
        "Elinize sağlık.",
    ),
)

GROUPS = (
    (
        "Kış yardımı hazırlığı",
        (
            "Kömür dağıtımı için mahalleleri üçe böldük.",
            "Yukarı mahalleyi ben alırım.",
            "Tutanakları bastırdım, 120 adet.",
            "{other} araç listesini paylaşabilir misiniz?",
            "İki kamyonet ve bir minibüs var.",
            "Pazartesi 9.00'da depoda buluşalım.",
            "Ben yarım saat geç kalırım.",
            "Sorun değil, yüklemeye başlarız.",
            "Battaniyeler de geldi, 80 adet.",
            "Önce bebekli hanelere verelim.",
        ),
    ),
    (
        "Ramazan kolileri",
        (
            "Koli içeriğini kesinleştirelim: un, yağ, bakliyat, çay, şeker.",
            "Hurma da ekleyelim mi?",
            "Bütçe yeterse ekleyelim.",
            "{other} bütçeye bakabilir misiniz?",
            "Koli başına 40 lira artıyor, karşılıyoruz.",
            "O zaman ekliyoruz.",
            "Paketleme için cumartesi 20 gönüllü lazım.",
            "16 kişi söz verdi, dört kişi daha bulurum.",
        ),
    ),
    (
        "Ofis",
        (
            "Yazıcının toneri bitmek üzere.",
            "Sipariş verdim, yarın gelir.",
            "Kargo bugün geldi, zemin kattaydı; aldım.",
            "Cuma günü saat 17.00'den sonra elektrik kesintisi olacakmış.",
            "Bilgisayarları kapatmayı unutmayalım.",
            "{other} anahtar sizde mi?",
            "Bende, sabah ilk ben gelirim.",
        ),
    ),
    (
        "Yaz okulu",
        (
            "Başvurular 48 oldu, yer 40.",
            "Yedek listesi yapalım.",
            "Kırtasiye setleri hazır mı?",
            "Yarısı hazır, kalanı perşembe.",
            "Servis güzergâhını çıkardım, ekteki gibi dört durak.",
            "Öğretmenlerle salı günü görüşüyoruz.",
        ),
    ),
)

RECORDS = (
    (
        "Bu hanenin kira sözleşmesi dosyada yok.",
        "İstedim, hafta sonuna kadar getirecekler.",
        "Geldiğinde puanı yeniden hesaplayalım.",
        "Olur, not aldım.",
    ),
    (
        "Ziyarette soba borusunun eksik olduğunu gördüm.",
        "Depoda var, yarın götürebiliriz.",
        "{other} siz geçerken bırakır mısınız?",
        "Bırakırım.",
        "Bıraktım, kuruldu.",
    ),
    (
        "Telefon cevap vermiyor, komşusu taşınmış olabileceklerini söyledi.",
        "Muhtarla konuşayım.",
        "Muhtar aynı adreste olduklarını doğruladı, telefon değişmiş.",
        "Yeni numarayı işledim.",
    ),
    (
        "Okul kaydı için ikametgâh gerekiyor.",
        "e-Devlet'ten aldırdık, dosyaya ekledim.",
        "Teşekkürler, kaydı tamamlandı.",
    ),
)

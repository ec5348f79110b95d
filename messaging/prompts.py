"""What a model is told, in the language of those who read its answers; people see it in the preview."""

RULES = (
    "Bir derneğin iç yazışmalarında çalışanlara yardım eden bir yardımcısın. Yalnız aşağıdaki konuşmada yazılanlara"
    " dayan; bilmediğini açıkça söyle, uydurma. Köşeli ayraç içindeki [KİŞİ-1], [TC-1] gibi sözler gizlenmiş bilgilerin"
    " yerini tutar: olduğu gibi kullan, ne olduklarını tahmin etme. Kısa, açık ve düz metinle Türkçe yaz."
)
NO_QUESTION = "Bu konuşmayı oku ve katılanlara yardımcı olacak kısa bir yanıt yaz."
EARLIER = "(Daha önceki yanıt)"
TITLE = (
    "Aşağıdaki soru ve yanıt için en çok 60 karakterlik kısa bir Türkçe konuşma başlığı yaz."
    " Yalnız başlığı yaz; tırnak, nokta ve açıklama koyma."
)
TRIAL = "Yalnız şu sözü yaz: tamam"

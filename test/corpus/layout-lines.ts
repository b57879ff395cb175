/**
 * The record layouts of the standard, one item a line, as its reference data has them: version, form, number, item,
 * type, length (= exact, < at most), then "required" or "needed" (必要 without 必須) and "low:" with the attribute that
 * the reference marks uncertain, codes, special values, printed pattern. Tabs between.
 */
export const LAYOUT_LINES = `
202407	UPHOSOKU	1	CSVバージョン	month6	=6	required
202407	UPHOSOKU	2	保険者番号	digits	=6	required
202407	UPHOSOKU	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPHOSOKU	4	居宅サービス計画作成（変更）日	date8	=8	required		00000000
202407	UPHOSOKU	5	利用者氏名フリガナ	text		required
202407	UPHOSOKU	6	利用者氏名	text		required
202407	UPHOSOKU	7	利用者性別	code	=1	required	1|2
202407	UPHOSOKU	8	利用者生年月日	date8	=8	required
202407	UPHOSOKU	9	利用者郵便番号	alnum	=8				^\\d{3}-\\d{4}$
202407	UPHOSOKU	10	利用者住所１	text
202407	UPHOSOKU	11	利用者住所２	text
202407	UPHOSOKU	12	利用者電話番号	alnum	<15
202407	UPHOSOKU	13	認定日	date8	=8
202407	UPHOSOKU	14	限度額適用開始年月日	date8	=8
202407	UPHOSOKU	15	限度額適用終了年月日	date8	=8
202407	UPHOSOKU	16	認定状況区分	code	=1		1|2
202407	UPHOSOKU	17	要介護状態変更日	date8	=8
202407	UPHOSOKU	18	要介護状態区分	code	=2		06|12|13|21|22|23|24|25
202407	UPHOSOKU	19	区分支給限度基準額	integer	<7
202407	UPHOSOKU	20	１サービス種類コード	alnum	=2
202407	UPHOSOKU	21	１支給限度基準額	integer	<7
202407	UPHOSOKU	22	１合計単位数	integer	<7
202407	UPHOSOKU	23	１限度超単位数	integer	<7
202407	UPHOSOKU	24	２サービス種類コード	alnum	=2
202407	UPHOSOKU	25	２支給限度基準額	integer	<7
202407	UPHOSOKU	26	２合計単位数	integer	<7
202407	UPHOSOKU	27	２限度超単位数	integer	<7
202407	UPHOSOKU	28	３サービス種類コード	alnum	=2
202407	UPHOSOKU	29	３支給限度基準額	integer	<7
202407	UPHOSOKU	30	３合計単位数	integer	<7
202407	UPHOSOKU	31	３限度超単位数	integer	<7
202407	UPHOSOKU	32	４サービス種類コード	alnum	=2
202407	UPHOSOKU	33	４支給限度基準額	integer	<7
202407	UPHOSOKU	34	４合計単位数	integer	<7
202407	UPHOSOKU	35	４限度超単位数	integer	<7
202407	UPHOSOKU	36	５サービス種類コード	alnum	=2
202407	UPHOSOKU	37	５支給限度基準額	integer	<7
202407	UPHOSOKU	38	５合計単位数	integer	<7
202407	UPHOSOKU	39	５限度超単位数	integer	<7
202407	UPHOSOKU	40	６サービス種類コード	alnum	=2
202407	UPHOSOKU	41	６支給限度基準額	integer	<7
202407	UPHOSOKU	42	６合計単位数	integer	<7
202407	UPHOSOKU	43	６限度超単位数	integer	<7
202407	UPHOSOKU	44	７サービス種類コード	alnum	=2
202407	UPHOSOKU	45	７支給限度基準額	integer	<7
202407	UPHOSOKU	46	７合計単位数	integer	<7
202407	UPHOSOKU	47	７限度超単位数	integer	<7
202407	UPHOSOKU	48	８サービス種類コード	alnum	=2
202407	UPHOSOKU	49	８支給限度基準額	integer	<7
202407	UPHOSOKU	50	８合計単位数	integer	<7
202407	UPHOSOKU	51	８限度超単位数	integer	<7
202407	UPHOSOKU	52	９サービス種類コード	alnum	=2
202407	UPHOSOKU	53	９支給限度基準額	integer	<7
202407	UPHOSOKU	54	９合計単位数	integer	<7
202407	UPHOSOKU	55	９限度超単位数	integer	<7
202407	UPHOSOKU	56	合計限度超単位数	integer	<7
202407	UPHOSOKU	57	入所前月迄利用日数	integer	<5
202407	UPHOSOKU	58	入所累積利用日数	integer	<5
202407	UPHOSOKU	59	前回要介護状態区分	code	=2		06|12|13|21|22|23|24|25
202407	UPHOSOKU	60	同意書受付業者	alnum	=10
202407	UPHOSOKU	61	更新業者コード	alnum	=10
202407	UPHOSOKU	62	識別子	alnum	<1
202407	UPHOSOKU	63	対象年月	month6	=6	required		000000
202407	UP1KYO	1	CSVバージョン	month6	=6	required
202407	UP1KYO	2	保険者番号	digits	=6	required
202407	UP1KYO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UP1KYO	4	作成年月日	date8	=8	required
202407	UP1KYO	5	利用者郵便番号	alnum	=8				^\\d{3}-\\d{4}$
202407	UP1KYO	6	利用者住所１	text
202407	UP1KYO	7	利用者住所２	text
202407	UP1KYO	8	居宅サービス計画作成者氏名	text		required
202407	UP1KYO	9	介護支援事業者名	text		required
202407	UP1KYO	10	介護支援事業者郵便番号	alnum	=8				^\\d{3}-\\d{4}$
202407	UP1KYO	11	介護支援事業者住所１	text
202407	UP1KYO	12	介護支援事業者住所２	text
202407	UP1KYO	13	介護支援事業者コード	alnum	=10	required
202407	UP1KYO	14	居宅サービス計画作成（変更）日	date8	=8	required
202407	UP1KYO	15	初回居宅サービス計画作成日	date8	=8	required
202407	UP1KYO	16	計画書区分	code	=2		11|12|21|51|52|53|54
202407	UP1KYO	17	認定状況区分	code	=1		1|2
202407	UP1KYO	18	認定日	date8	=8
202407	UP1KYO	19	認定有効期間開始日	date8	=8
202407	UP1KYO	20	認定有効期間終了日	date8	=8
202407	UP1KYO	21	要介護状態区分	code	=2		06|12|13|21|22|23|24|25
202407	UP1KYO	22	利用者及び家族の生活に対する意向を踏まえた課題分析の結果	text
202407	UP1KYO	23	介護認定審査会の意見及びサービスの種類の指定	text
202407	UP1KYO	24	総合的な援助の方針	text
202407	UP1KYO	25	生活援助中心型の算定理由	code	=1		1|2|3
202407	UP1KYO	26	その他理由	text
202407	UP1KYO	27	更新業者コード	alnum	=10
202407	UP1KYO	28	識別子	alnum	<1
202407	DLT1KYO	1	CSVバージョン	month6	=6	required
202407	DLT1KYO	2	保険者番号	digits	=6	required
202407	DLT1KYO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	DLT1KYO	4	居宅サービス計画作成（変更）日	date8	=8	required
202407	UP2KYO	1	CSVバージョン	month6	=6	required
202407	UP2KYO	2	保険者番号	digits	=6	required
202407	UP2KYO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UP2KYO	4	居宅計画書作成年月日	date8	=8	required
202407	UP2KYO	5	居宅サービス計画作成（変更）日	date8	=8	required
202407	UP2KYO	6	課題ＮＯ	integer	<2
202407	UP2KYO	7	課題	text
202407	UP2KYO	8	援助目標ＮＯ	integer	<2
202407	UP2KYO	9	長期目標	text
202407	UP2KYO	10	短期目標	text
202407	UP2KYO	11	長期期間	text
202407	UP2KYO	12	短期期間	text
202407	UP2KYO	13	援助内容ＮＯ	integer	<2
202407	UP2KYO	14	サービス内容	text
202407	UP2KYO	15	保険対象区分	code	=1		Y|N
202407	UP2KYO	16	サービス種別	text
202407	UP2KYO	17	サービス事業者コード	alnum	=10
202407	UP2KYO	18	サービス事業所名	text
202407	UP2KYO	19	頻度	text
202407	UP2KYO	20	実施期間	text
202407	UP2KYO	21	更新業者コード	alnum	=10
202407	UP2KYO	22	識別子	alnum	<1
202407	UP3KYO	1	CSVバージョン	month6	=6	required
202407	UP3KYO	2	保険者番号	digits	=6	required
202407	UP3KYO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UP3KYO	4	週間サービス計画表作成年月日	date8	=8	required
202407	UP3KYO	5	居宅サービス計画作成（変更）日	date8	=8	required
202407	UP3KYO	6	介護サービス内容	text
202407	UP3KYO	7	曜日	code	=1		1|2|3|4|5|6|7
202407	UP3KYO	8	開始時間	time4	=4
202407	UP3KYO	9	終了時間	time4	=4
202407	UP3KYO	10	主な日常生活上の活動	text
202407	UP3KYO	11	開始時間	time4	=4
202407	UP3KYO	12	終了時間	time4	=4
202407	UP3KYO	13	週単位以外のサービス	text
202407	UPPLAN	1	CSVバージョン	month6	=6	required
202407	UPPLAN	2	保険者番号	digits	=6	required
202407	UPPLAN	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPPLAN	4	作成年月日	date8	=8	required
202407	UPPLAN	5	対象年月	month6	=6	required
202407	UPPLAN	6	プラン担当業者コード	alnum	=10	required low:required
202407	UPPLAN	7	プラン担当者名	text		required low:required
202407	UPPLAN	8	単位数	integer	<6	low:required
202407	UPPLAN	9	前月までの短期入所利用日数	integer	<5
202407	UPPLAN	10	サービス利用日	date8	=8	required
202407	UPPLAN	11	日割対象日	bitmap31	=31
202407	UPPLAN	12	サービス開始時刻	time4	=4	required		9999
202407	UPPLAN	13	サービス終了時刻	time4	=4	required		9999
202407	UPPLAN	14	サービス回数	integer	<2	required
202407	UPPLAN	15	サービスコード	alnum	=6	required
202407	UPPLAN	16	TAISコード	alnum	=12				^\\d{5}-\\d{6}$
202407	UPPLAN	17	福祉用具届出コード	alnum	=12				^\\d{5}-\\d{6}$
202407	UPPLAN	18	用具名称（機種名）	text
202407	UPPLAN	19	明細判別コード	integer	<2	low:length
202407	UPPLAN	20	サービス事業者コード	alnum	=10	required
202407	UPPLAN	21	サービス事業所名	text
202407	UPPLAN	22	サテライト枝番	alnum	<2
202407	UPPLAN	23	３０日超区分	code	=1	required	1|0
202407	UPPLAN	24	更新業者コード	alnum	=10
202407	UPPLAN	25	識別子	alnum	<1
202407	UPJSK	1	CSVバージョン	month6	=6	required
202407	UPJSK	2	保険者番号	digits	=6	required
202407	UPJSK	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPJSK	4	作成年月日	date8	=8	required
202407	UPJSK	5	対象年月	month6	=6	required
202407	UPJSK	6	プラン担当業者コード	alnum	=10	required low:required
202407	UPJSK	7	プラン担当者名	text		required low:required
202407	UPJSK	8	単位数	integer	<6	low:required
202407	UPJSK	9	前月までの短期入所利用日数	integer	<5
202407	UPJSK	10	サービス利用日	date8	=8	required
202407	UPJSK	11	日割対象日	bitmap31	=31
202407	UPJSK	12	サービス開始時刻	time4	=4	required		9999
202407	UPJSK	13	サービス終了時刻	time4	=4	required		9999
202407	UPJSK	14	サービス回数	integer	<2	required
202407	UPJSK	15	サービスコード	alnum	=6	required
202407	UPJSK	16	TAISコード	alnum	=12				^\\d{5}-\\d{6}$
202407	UPJSK	17	福祉用具届出コード	alnum	=12				^\\d{5}-\\d{6}$
202407	UPJSK	18	用具名称（機種名）	text
202407	UPJSK	19	明細判別コード	integer	<2	low:length
202407	UPJSK	20	サービス事業者コード	alnum	=10	required
202407	UPJSK	21	サービス事業所名	text
202407	UPJSK	22	サテライト枝番	alnum	<2
202407	UPJSK	23	３０日超区分	code	=1	required	1|0
202407	UPJSK	24	更新業者コード	alnum	=10
202407	UPJSK	25	識別子	alnum	<1
202407	DLTPLAN	1	CSVバージョン	month6	=6	required
202407	DLTPLAN	2	保険者番号	digits	=6	required
202407	DLTPLAN	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	DLTPLAN	4	削除対象年月	month6	=6	required
202407	DLTJSK	1	CSVバージョン	month6	=6	required
202407	DLTJSK	2	保険者番号	digits	=6	required
202407	DLTJSK	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	DLTJSK	4	削除対象年月	month6	=6	required
202407	DLTJSK	5	サービス事業者コード	alnum	=10	required
202407	DLTJSK	6	サービス種類コード	alnum	=2	required
202407	UPSIKYU	1	CSVバージョン	month6	=6	required
202407	UPSIKYU	2	保険者番号	digits	=6	required
202407	UPSIKYU	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPSIKYU	4	作成年月日	date8	=8	required
202407	UPSIKYU	5	対象年月	month6	=6	required
202407	UPSIKYU	6	サービス事業所名	text
202407	UPSIKYU	7	サービス事業所コード	alnum	=10	required		9999999999
202407	UPSIKYU	8	サテライト枝番	alnum	<2
202407	UPSIKYU	9	サービスコード	alnum	=6	required		999999
202407	UPSIKYU	10	TAISコード	alnum	=12				^\\d{5}-\\d{6}$
202407	UPSIKYU	11	福祉用具届出コード	alnum	=12				^\\d{5}-\\d{6}$
202407	UPSIKYU	12	用具名称（機種名）	text
202407	UPSIKYU	13	単位数	integer	<6	required
202407	UPSIKYU	14	割引後率	integer	<5
202407	UPSIKYU	15	割引後単位数	integer	<6
202407	UPSIKYU	16	回数／日数	integer	<3	required
202407	UPSIKYU	17	サービス単位金額	integer	<5
202407	UPSIKYU	18	給付管理単位数	integer	<6
202407	UPSIKYU	19	種類支給限度基準超単位数	integer	<6
202407	UPSIKYU	20	種類支給限度基準内単位数	integer	<6
202407	UPSIKYU	21	区分支給限度基準超単位数	integer	<6
202407	UPSIKYU	22	区分支給限度基準内単位数	integer	<6
202407	UPSIKYU	23	単位数単価	decimal	<6				^\\d{1,3}\\.\\d{2}$
202407	UPSIKYU	24	費用総額保険／事業対象分	integer	<6
202407	UPSIKYU	25	給付率	integer	<6
202407	UPSIKYU	26	保険／事業費請求額	integer	<6
202407	UPSIKYU	27	定額利用者負担単価金額	integer	<6
202407	UPSIKYU	28	利用者負担保険／事業対象分	integer	<6
202407	UPSIKYU	29	利用者負担（全額負担分）	integer	<6
202407	UPSIKYU	30	前月までの利用日数	integer	<5	low:length
202407	UPSIKYU	31	当月の計画利用日数	integer	<2
202407	UPSIKYU	32	累積利用日数	integer	<5
202407	UPSIKYU	33	３０日超区分	code	=1	required	1|0
202407	UPSIKYU	34	事業所コード	alnum	=10			9999999999
202407	UPSIKYU	35	入力者コード	alnum	=10	low:type
202407	UPSIKYU	36	更新業者コード	alnum	=10
202407	UPSIKYU	37	識別子	alnum	<1
202407	UPKIHON	1	CSVバージョン	month6	=6	required
202407	UPKIHON	2	保険者番号	digits	=6	required
202407	UPKIHON	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPKIHON	4	相談日	date8	=8	required
202407	UPKIHON	5	計画種類	code	=1	required	1|2
202407	UPKIHON	6	委託の有無	code	=1	needed	1|2
202407	UPKIHON	7	作成担当者	text
202407	UPKIHON	8	相談方法	code	=2		01|02|03
202407	UPKIHON	9	相談方法(その他の内容)	text
202407	UPKIHON	10	相談回数	code	=2		01|02
202407	UPKIHON	11	前回相談日	date8	=8
202407	UPKIHON	12	利用者の現況	code	=2		01|02
202407	UPKIHON	13	利用者の現況(状況補足)	text
202407	UPKIHON	14	利用者氏名ﾌﾘｶﾞﾅ	text		required
202407	UPKIHON	15	利用者氏名	text		required
202407	UPKIHON	16	利用者性別	code	=1	required	1|2
202407	UPKIHON	17	利用者生年月日	date8	=8	required
202407	UPKIHON	18	利用者住所	text
202407	UPKIHON	19	利用者電話番号	alnum	<15
202407	UPKIHON	20	利用者Fax番号	alnum	<15
202407	UPKIHON	21	障害高齢者の日常生活自立度	code	=2		01|11|12|21|22|31|32|41|42
202407	UPKIHON	22	認知症高齢者の日常生活自立度	code	=2		01|02|03|04|05|06|07|08
202407	UPKIHON	23	要介護状態区分	code	=2		01|12|13|21|22|23|24|25
202407	UPKIHON	24	認定有効期限開始日	date8	=8
202407	UPKIHON	25	認定有効期間終了日	date8	=8
202407	UPKIHON	26	前回の介護度	code	=2		01|12|13|21|22|23|24|25
202407	UPKIHON	27	基本チェックリスト記入結果	code	=1		1|2
202407	UPKIHON	28	基本チェックリスト記入日	date8	=8
202407	UPKIHON	29	障害等認定(身障)	code	=1		1|0
202407	UPKIHON	30	障害等認定(療育)	code	=1		1|0
202407	UPKIHON	31	障害等認定(精神)	code	=1		1|0
202407	UPKIHON	32	障害等認定(難病)	code	=1		1|0
202407	UPKIHON	33	障害等認定特記事項	text
202407	UPKIHON	34	居住形態	code	=2		01|02|03|04|05|06|07|08
202407	UPKIHON	35	自室の階数	alnum	<2	low:type
202407	UPKIHON	36	住宅改修の有無	code	=1		1|2
202407	UPKIHON	37	経済状況(国民年金)	code	=1		1|0
202407	UPKIHON	38	経済状況(厚生年金)	code	=1		1|0
202407	UPKIHON	39	経済状況(障害年金)	code	=1		1|0
202407	UPKIHON	40	経済状況(生活保護)	code	=1		1|0
202407	UPKIHON	41	経済状況詳細	text
202407	UPKIHON	42	来所者(相談者)氏名	text
202407	UPKIHON	43	来所者(相談者)住所	text
202407	UPKIHON	44	来所者(相談者)電話番号	alnum	<15
202407	UPKIHON	45	来所者(相談者)続柄	text
202407	UPKIHON	46	1 緊急連絡先(氏名)	text
202407	UPKIHON	47	1 緊急連絡先(続柄)	text
202407	UPKIHON	48	1 緊急連絡先(住所)	text
202407	UPKIHON	49	1 緊急連絡先(電話番号)	alnum	<15
202407	UPKIHON	50	2 緊急連絡先(氏名)	text
202407	UPKIHON	51	2 緊急連絡先(続柄)	text
202407	UPKIHON	52	2 緊急連絡先(住所)	text
202407	UPKIHON	53	2 緊急連絡先(電話番号)	alnum	<15
202407	UPKIHON	54	3 緊急連絡先(氏名)	text
202407	UPKIHON	55	3 緊急連絡先(続柄)	text
202407	UPKIHON	56	3 緊急連絡先(住所)	text
202407	UPKIHON	57	3 緊急連絡先(電話番号)	alnum	<15
202407	UPKIHON	58	4 緊急連絡先(氏名)	text
202407	UPKIHON	59	4 緊急連絡先(続柄)	text
202407	UPKIHON	60	4 緊急連絡先(住所)	text
202407	UPKIHON	61	4 緊急連絡先(電話番号)	alnum	<15
202407	UPKIHON	62	家族構成 画像ファイル名	text
202407	UPKIHON	63	家族関係等の状況	text
202407	UPKIHON	64	今までの生活	text
202407	UPKIHON	65	１日の生活・すごし方(生活全般)	text
202407	UPKIHON	66	趣味・楽しみ・特技	text
202407	UPKIHON	67	友人・地域との関係	text
202407	UPKIHON	68	現在利用している公的サービス	text
202407	UPKIHON	69	現在利用している非公的サービス	text
202407	UPKIHON	70	同意日	date8	=8
202407	UPKIHON	71	同意者氏名	text
202407	DLTKIHON	1	CSVバージョン	month6	=6	required
202407	DLTKIHON	2	保険者番号	digits	=6	required
202407	DLTKIHON	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	DLTKIHON	4	相談日	date8	=8	required
202407	UPKIHON_SUB1	1	CSVバージョン	month6	=6	required
202407	UPKIHON_SUB1	2	保険者番号	digits	=6	required
202407	UPKIHON_SUB1	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPKIHON_SUB1	4	相談日	date8	=8	required
202407	UPKIHON_SUB1	5	時間	text
202407	UPKIHON_SUB1	6	本人の生活状況	text
202407	UPKIHON_SUB1	7	介護者・家族の生活状況	text
202407	UPKIHON_SUB2	1	CSVバージョン	month6	=6	required
202407	UPKIHON_SUB2	2	保険者番号	digits	=6	required
202407	UPKIHON_SUB2	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPKIHON_SUB2	4	相談日	date8	=8	required
202407	UPKIHON_SUB2	5	年月日	text
202407	UPKIHON_SUB2	6	病名	text
202407	UPKIHON_SUB2	7	医療機関・医師名	text
202407	UPKIHON_SUB2	8	主治医・意見作成者フラグ	code	=1		1|2
202407	UPKIHON_SUB2	9	医療機関・医師電話番号	alnum	<15
202407	UPKIHON_SUB2	10	経過	code	=2		01|02|03
202407	UPKIHON_SUB2	11	治療中の内容	text
202407	UPYOBO	1	CSVバージョン	month6	=6	required
202407	UPYOBO	2	保険者番号	digits	=6	required
202407	UPYOBO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPYOBO	4	計画作成(変更)日	date8	=8	required
202407	UPYOBO	5	計画種類	code	=1	required	1|2
202407	UPYOBO	6	委託の有無	code	=1	needed	1|2
202407	UPYOBO	7	整理番号	text
202407	UPYOBO	8	利用者名	text		required
202407	UPYOBO	9	認定年月日	date8	=8
202407	UPYOBO	10	認定有効期間開始日	date8	=8
202407	UPYOBO	11	認定有効期間終了日	date8	=8
202407	UPYOBO	12	計画書区分	code	=2		11|12|21|51|52|53|54
202407	UPYOBO	13	認定状況区分	code	=1		1|2
202407	UPYOBO	14	要支援状態区分	code	=1		1|2|3
202407	UPYOBO	15	計画作成者氏名（地域包括支援センター担当者名）	text
202407	UPYOBO	16	計画作成者氏名（担当介護支援専門員名）	text
202407	UPYOBO	17	計画作成者事業者・事業所名	text
202407	UPYOBO	18	計画作成者事業者・事業所住所	text
202407	UPYOBO	19	計画作成者事業者・事業所電話番号	alnum	<15
202407	UPYOBO	20	初回作成日	date8	=8
202407	UPYOBO	21	担当地域包括支援センター	text
202407	UPYOBO	22	目標とする生活(1日)	text
202407	UPYOBO	23	目標とする生活(1年)	text
202407	UPYOBO	24	【運動・移動】現在の状況	text
202407	UPYOBO	25	【運動・移動】本人・家族の意欲・意向	text
202407	UPYOBO	26	【運動・移動】領域における課題の有無	code	=1		1|2
202407	UPYOBO	27	【運動・移動】領域における課題（背景・原因）	text
202407	UPYOBO	28	【日常生活(家庭生活)】現在の状況	text
202407	UPYOBO	29	【日常生活(家庭生活)】本人・家族の意欲・意向	text
202407	UPYOBO	30	【日常生活(家庭生活)】領域における課題の有無	code	=1		1|2
202407	UPYOBO	31	【日常生活(家庭生活)】領域における課題（背景・原因）	text
202407	UPYOBO	32	【社会参加、対人関係・コミュニケーション】現在の状況	text
202407	UPYOBO	33	【社会参加、対人関係・コミュニケーション】本人・家族の意欲・意向	text
202407	UPYOBO	34	【社会参加、対人関係・コミュニケーション】領域における課題の有無	code	=1		1|2
202407	UPYOBO	35	【社会参加、対人関係・コミュニケーション】領域における課題（背景・原因）	text
202407	UPYOBO	36	【健康管理】現在の状況	text
202407	UPYOBO	37	【健康管理】本人・家族の意欲・意向	text
202407	UPYOBO	38	【健康管理】領域における課題の有無	code	=1		1|2
202407	UPYOBO	39	【健康管理】領域における課題（背景・原因）	text
202407	UPYOBO	40	健康状態の留意点	text
202407	UPYOBO	41	妥当な支援の実施に向けた方針	text
202407	UPYOBO	42	総合的な方針	text
202407	UPYOBO	43	基本チェックリストの該当数(運動不足)	integer	<1
202407	UPYOBO	44	基本チェックリストの該当数(栄養改善)	integer	<1
202407	UPYOBO	45	基本チェックリストの該当数(口腔内ケア)	integer	<1
202407	UPYOBO	46	基本チェックリストの該当数(閉じこもり予防)	integer	<1
202407	UPYOBO	47	基本チェックリストの該当数(物忘れ予防)	integer	<1
202407	UPYOBO	48	基本チェックリストの該当数(うつ予防)	integer	<1
202407	UPYOBO	49	事業プログラムの要否(運動不足)	code	=1		1|2
202407	UPYOBO	50	事業プログラムの要否(栄養改善)	code	=1		1|2
202407	UPYOBO	51	事業プログラムの要否(口腔内ケア)	code	=1		1|2
202407	UPYOBO	52	事業プログラムの要否(閉じこもり予防)	code	=1		1|2
202407	UPYOBO	53	事業プログラムの要否(物忘れ予防)	code	=1		1|2
202407	UPYOBO	54	事業プログラムの要否(うつ予防)	code	=1		1|2
202407	UPYOBO	55	地域包括支援センター意見	text
202407	UPYOBO	56	同意日	date8	=8
202407	UPYOBO	57	同意者氏名	text
202407	DLTYOBO	1	CSVバージョン	month6	=6	required
202407	DLTYOBO	2	保険者番号	digits	=6	required
202407	DLTYOBO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	DLTYOBO	4	計画作成(変更)日	date8	=8	required
202407	UPYOBO_SUB	1	CSVバージョン	month6	=6	required
202407	UPYOBO_SUB	2	保険者番号	digits	=6	required
202407	UPYOBO_SUB	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202407	UPYOBO_SUB	4	計画作成(変更)日	date8	=8	required
202407	UPYOBO_SUB	5	課題ＮＯ	integer	<2	low:type
202407	UPYOBO_SUB	6	総合的課題	text
202407	UPYOBO_SUB	7	課題に対する目標と具体策の提案	text
202407	UPYOBO_SUB	8	具体策についての意向 本人・家族	text
202407	UPYOBO_SUB	9	目標	text
202407	UPYOBO_SUB	10	支援計画ＮＯ	integer	<2	low:type
202407	UPYOBO_SUB	11	【支援計画】目標についての支援のポイント	text
202407	UPYOBO_SUB	12	【支援計画】本人等のセルフケアや家族の支援、インフォーマルサービス（民間サービス）	text
202407	UPYOBO_SUB	13	【支援計画】介護保険サービス又は地域支援事業（総合事業のサービス）	text
202407	UPYOBO_SUB	14	利用サービスＮＯ	integer	<2	low:type
202407	UPYOBO_SUB	15	【利用サービス】サービス種別	text
202407	UPYOBO_SUB	16	【利用サービス】事業所(利用先)	text
202407	UPYOBO_SUB	17	【利用サービス】期間	text
202208	UPHOSOKU	1	CSVバージョン	month6	=6	required
202208	UPHOSOKU	2	保険者番号	digits	=6	required
202208	UPHOSOKU	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	UPHOSOKU	4	居宅サービス計画作成（変更）日	date8	=8	required		00000000
202208	UPHOSOKU	5	利用者氏名フリガナ	text		required
202208	UPHOSOKU	6	利用者氏名	text		required
202208	UPHOSOKU	7	利用者性別	code	=1	required	1|2
202208	UPHOSOKU	8	利用者生年月日	date8	=8	required
202208	UPHOSOKU	9	利用者郵便番号	alnum	=8				^\\d{3}-\\d{4}$
202208	UPHOSOKU	10	利用者住所１	text
202208	UPHOSOKU	11	利用者住所２	text
202208	UPHOSOKU	12	利用者電話番号	alnum	<15
202208	UPHOSOKU	13	認定日	date8	=8
202208	UPHOSOKU	14	限度額適用開始年月日	date8	=8
202208	UPHOSOKU	15	限度額適用終了年月日	date8	=8
202208	UPHOSOKU	16	認定状況区分	code	=1		1|2
202208	UPHOSOKU	17	要介護状態変更日	date8	=8
202208	UPHOSOKU	18	要介護状態区分	code	=2		06|12|13|21|22|23|24|25
202208	UPHOSOKU	19	区分支給限度基準額	integer	<7
202208	UPHOSOKU	20	１サービス種類コード	alnum	=2
202208	UPHOSOKU	21	１支給限度基準額	integer	<7
202208	UPHOSOKU	22	１合計単位数	integer	<7
202208	UPHOSOKU	23	１限度超単位数	integer	<7
202208	UPHOSOKU	24	２サービス種類コード	alnum	=2
202208	UPHOSOKU	25	２支給限度基準額	integer	<7
202208	UPHOSOKU	26	２合計単位数	integer	<7
202208	UPHOSOKU	27	２限度超単位数	integer	<7
202208	UPHOSOKU	28	３サービス種類コード	alnum	=2
202208	UPHOSOKU	29	３支給限度基準額	integer	<7
202208	UPHOSOKU	30	３合計単位数	integer	<7
202208	UPHOSOKU	31	３限度超単位数	integer	<7
202208	UPHOSOKU	32	４サービス種類コード	alnum	=2
202208	UPHOSOKU	33	４支給限度基準額	integer	<7
202208	UPHOSOKU	34	４合計単位数	integer	<7
202208	UPHOSOKU	35	４限度超単位数	integer	<7
202208	UPHOSOKU	36	５サービス種類コード	alnum	=2
202208	UPHOSOKU	37	５支給限度基準額	integer	<7
202208	UPHOSOKU	38	５合計単位数	integer	<7
202208	UPHOSOKU	39	５限度超単位数	integer	<7
202208	UPHOSOKU	40	６サービス種類コード	alnum	=2
202208	UPHOSOKU	41	６支給限度基準額	integer	<7
202208	UPHOSOKU	42	６合計単位数	integer	<7
202208	UPHOSOKU	43	６限度超単位数	integer	<7
202208	UPHOSOKU	44	７サービス種類コード	alnum	=2
202208	UPHOSOKU	45	７支給限度基準額	integer	<7
202208	UPHOSOKU	46	７合計単位数	integer	<7
202208	UPHOSOKU	47	７限度超単位数	integer	<7
202208	UPHOSOKU	48	８サービス種類コード	alnum	=2
202208	UPHOSOKU	49	８支給限度基準額	integer	<7
202208	UPHOSOKU	50	８合計単位数	integer	<7
202208	UPHOSOKU	51	８限度超単位数	integer	<7
202208	UPHOSOKU	52	９サービス種類コード	alnum	=2
202208	UPHOSOKU	53	９支給限度基準額	integer	<7
202208	UPHOSOKU	54	９合計単位数	integer	<7
202208	UPHOSOKU	55	９限度超単位数	integer	<7
202208	UPHOSOKU	56	合計限度超単位数	integer	<7
202208	UPHOSOKU	57	入所前月迄利用日数	integer	<5
202208	UPHOSOKU	58	入所累積利用日数	integer	<5
202208	UPHOSOKU	59	前回要介護状態区分	code	=2		06|12|13|21|22|23|24|25
202208	UPHOSOKU	60	同意書受付業者	alnum	=10
202208	UPHOSOKU	61	更新業者コード	alnum	=10
202208	UPHOSOKU	62	識別子	alnum	<1
202208	UPHOSOKU	63	対象年月	month6	=6	required		000000
202208	UP1KYO	1	CSVバージョン	month6	=6	required
202208	UP1KYO	2	保険者番号	digits	=6	required
202208	UP1KYO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	UP1KYO	4	作成年月日	date8	=8	required
202208	UP1KYO	5	利用者郵便番号	alnum	=8				^\\d{3}-\\d{4}$
202208	UP1KYO	6	利用者住所１	text
202208	UP1KYO	7	利用者住所２	text
202208	UP1KYO	8	居宅サービス計画作成者氏名	text		required
202208	UP1KYO	9	介護支援事業者名	text		required
202208	UP1KYO	10	介護支援事業者郵便番号	alnum	=8				^\\d{3}-\\d{4}$
202208	UP1KYO	11	介護支援事業者住所１	text
202208	UP1KYO	12	介護支援事業者住所２	text
202208	UP1KYO	13	介護支援事業者コード	alnum	=10	required
202208	UP1KYO	14	居宅サービス計画作成（変更）日	date8	=8	required
202208	UP1KYO	15	初回居宅サービス計画作成日	date8	=8	required
202208	UP1KYO	16	計画書区分	code	=2		11|12|21|51|52|53|54
202208	UP1KYO	17	認定状況区分	code	=1		1|2
202208	UP1KYO	18	認定日	date8	=8
202208	UP1KYO	19	認定有効期間開始日	date8	=8
202208	UP1KYO	20	認定有効期間終了日	date8	=8
202208	UP1KYO	21	要介護状態区分	code	=2		06|12|13|21|22|23|24|25
202208	UP1KYO	22	利用者及び家族の生活に対する意向を踏まえた課題分析の結果	text
202208	UP1KYO	23	介護認定審査会の意見及びサービスの種類の指定	text
202208	UP1KYO	24	総合的な援助の方針	text
202208	UP1KYO	25	生活援助中心型の算定理由	code	=1		1|2|3
202208	UP1KYO	26	その他理由	text
202208	UP1KYO	27	更新業者コード	alnum	=10
202208	UP1KYO	28	識別子	alnum	<1
202208	DLT1KYO	1	CSVバージョン	month6	=6	required
202208	DLT1KYO	2	保険者番号	digits	=6	required
202208	DLT1KYO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	DLT1KYO	4	居宅サービス計画作成（変更）日	date8	=8	required
202208	UP2KYO	1	CSVバージョン	month6	=6	required
202208	UP2KYO	2	保険者番号	digits	=6	required
202208	UP2KYO	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	UP2KYO	4	居宅計画書作成年月日	date8	=8	required
202208	UP2KYO	5	居宅サービス計画作成（変更）日	date8	=8	required
202208	UP2KYO	6	課題ＮＯ	integer	<2
202208	UP2KYO	7	課題	text
202208	UP2KYO	8	援助目標ＮＯ	integer	<2
202208	UP2KYO	9	長期目標	text
202208	UP2KYO	10	短期目標	text
202208	UP2KYO	11	長期期間	text
202208	UP2KYO	12	短期期間	text
202208	UP2KYO	13	援助内容ＮＯ	integer	<2
202208	UP2KYO	14	サービス内容	text
202208	UP2KYO	15	保険対象区分	code	=1		Y|N
202208	UP2KYO	16	サービス種別	text
202208	UP2KYO	17	サービス事業者コード	alnum	=10
202208	UP2KYO	18	サービス事業所名	text
202208	UP2KYO	19	頻度	text
202208	UP2KYO	20	実施期間	text
202208	UP2KYO	21	更新業者コード	alnum	=10
202208	UP2KYO	22	識別子	alnum	<1
202208	UPPLAN	1	CSVバージョン	month6	=6	required
202208	UPPLAN	2	保険者番号	digits	=6	required
202208	UPPLAN	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	UPPLAN	4	作成年月日	date8	=8	required
202208	UPPLAN	5	対象年月	month6	=6	required
202208	UPPLAN	6	プラン担当業者コード	alnum	=10	required low:required
202208	UPPLAN	7	プラン担当者名	text		required low:required
202208	UPPLAN	8	単位数	integer	<6	low:required
202208	UPPLAN	9	前月までの短期入所利用日数	integer	<5
202208	UPPLAN	10	サービス利用日	date8	=8	required
202208	UPPLAN	11	日割対象日	bitmap31	=31
202208	UPPLAN	12	サービス開始時刻	time4	=4	required		9999
202208	UPPLAN	13	サービス終了時刻	time4	=4	required		9999
202208	UPPLAN	14	サービス回数	integer	<2	required
202208	UPPLAN	15	サービスコード	alnum	=6	required
202208	UPPLAN	16	明細判別コード	integer	<2	low:length
202208	UPPLAN	17	サービス事業者コード	alnum	=10	required
202208	UPPLAN	18	サービス事業所名	text
202208	UPPLAN	19	サテライト枝番	alnum	<2
202208	UPPLAN	20	３０日超区分	code	=1	required	1|0
202208	UPPLAN	21	更新業者コード	alnum	=10
202208	UPPLAN	22	識別子	alnum	<1
202208	UPJSK	1	CSVバージョン	month6	=6	required
202208	UPJSK	2	保険者番号	digits	=6	required
202208	UPJSK	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	UPJSK	4	作成年月日	date8	=8	required
202208	UPJSK	5	対象年月	month6	=6	required
202208	UPJSK	6	プラン担当業者コード	alnum	=10	required low:required
202208	UPJSK	7	プラン担当者名	text		required low:required
202208	UPJSK	8	単位数	integer	<6	low:required
202208	UPJSK	9	前月までの短期入所利用日数	integer	<5
202208	UPJSK	10	サービス利用日	date8	=8	required
202208	UPJSK	11	日割対象日	bitmap31	=31
202208	UPJSK	12	サービス開始時刻	time4	=4	required		9999
202208	UPJSK	13	サービス終了時刻	time4	=4	required		9999
202208	UPJSK	14	サービス回数	integer	<2	required
202208	UPJSK	15	サービスコード	alnum	=6	required
202208	UPJSK	16	明細判別コード	integer	<2	low:length
202208	UPJSK	17	サービス事業者コード	alnum	=10	required
202208	UPJSK	18	サービス事業所名	text
202208	UPJSK	19	サテライト枝番	alnum	<2
202208	UPJSK	20	３０日超区分	code	=1	required	1|0
202208	UPJSK	21	更新業者コード	alnum	=10
202208	UPJSK	22	識別子	alnum	<1
202208	DLTPLAN	1	CSVバージョン	month6	=6	required
202208	DLTPLAN	2	保険者番号	digits	=6	required
202208	DLTPLAN	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	DLTPLAN	4	削除対象年月	month6	=6	required
202208	DLTJSK	1	CSVバージョン	month6	=6	required
202208	DLTJSK	2	保険者番号	digits	=6	required
202208	DLTJSK	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	DLTJSK	4	削除対象年月	month6	=6	required
202208	DLTJSK	5	サービス事業者コード	alnum	=10	required
202208	DLTJSK	6	サービス種類コード	alnum	=2	required
202208	UPSIKYU	1	CSVバージョン	month6	=6	required
202208	UPSIKYU	2	保険者番号	digits	=6	required
202208	UPSIKYU	3	被保険者番号	alnum	=10	required			^(\\d{10}|H\\d{9})$
202208	UPSIKYU	4	作成年月日	date8	=8	required
202208	UPSIKYU	5	対象年月	month6	=6	required
202208	UPSIKYU	6	サービス事業所名	text
202208	UPSIKYU	7	サービス事業所コード	alnum	=10	required		9999999999
202208	UPSIKYU	8	サテライト枝番	alnum	<2
202208	UPSIKYU	9	サービスコード	alnum	=6	required		999999
202208	UPSIKYU	10	単位数	integer	<6	required
202208	UPSIKYU	11	割引後率	integer	<5
202208	UPSIKYU	12	割引後単位数	integer	<6
202208	UPSIKYU	13	回数／日数	integer	<2	required
202208	UPSIKYU	14	サービス単位金額	integer	<5
202208	UPSIKYU	15	給付管理単位数	integer	<6
202208	UPSIKYU	16	種類支給限度基準超単位数	integer	<6
202208	UPSIKYU	17	種類支給限度基準内単位数	integer	<6
202208	UPSIKYU	18	区分支給限度基準超単位数	integer	<6
202208	UPSIKYU	19	区分支給限度基準内単位数	integer	<6
202208	UPSIKYU	20	単位数単価	decimal	<6				^\\d{1,3}\\.\\d{2}$
202208	UPSIKYU	21	費用総額保険／事業対象分	integer	<6
202208	UPSIKYU	22	給付率	integer	<6
202208	UPSIKYU	23	保険／事業費請求額	integer	<6
202208	UPSIKYU	24	定額利用者負担単価金額	integer	<6
202208	UPSIKYU	25	利用者負担保険／事業対象分	integer	<6
202208	UPSIKYU	26	利用者負担（全額負担分）	integer	<6
202208	UPSIKYU	27	前月までの利用日数	integer	<5
202208	UPSIKYU	28	当月の計画利用日数	integer	<2
202208	UPSIKYU	29	累積利用日数	integer	<5
202208	UPSIKYU	30	３０日超区分	code	=1	required	1|0
202208	UPSIKYU	31	事業所コード	alnum	=10			9999999999
202208	UPSIKYU	32	入力者コード	alnum	=10	low:type
202208	UPSIKYU	33	更新業者コード	alnum	=10
202208	UPSIKYU	34	識別子	alnum	<1
`;

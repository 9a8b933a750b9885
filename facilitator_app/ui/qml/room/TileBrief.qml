// One person where a whole tile has no room: seat, name, state, check and every mark in shape and word, then as many of the
// figures as there is room for.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: brief

    required property string person
    required property int seat
    required property string name
    required property string state_word
    required property string since_dose
    required property string heart_rate
    required property string heart_rate_age
    required property bool heart_rate_stale
    required property bool heart_rate_word
    required property bool heart_rate_passed
    required property string pressure
    required property string pressure_age
    required property bool pressure_stale
    required property bool pressure_word
    required property bool pressure_passed
    required property string spo2
    required property string spo2_age
    required property bool spo2_stale
    required property bool spo2_word
    required property bool spo2_passed
    required property string check
    required property real check_share
    required property string check_text
    required property string check_under
    required property string support
    required property string limit
    required property string touch
    required property string company
    required property bool longest
    required property string out
    required property string away
    required property bool away_long
    required property string adverse
    required property string mouth
    required property string tone
    required property bool chosen
    required property string accessible
    required property string unnamed

    property bool veiled: false
    readonly property real f: Theme.factor * Math.max(1, Math.min(1.3, width / (250 * Theme.factor), height / (150 * Theme.factor))) // larger where there is room
    readonly property int least: Math.round(16 * f)
    readonly property real line: Math.round(20.5 * f)
    readonly property real inner: width - 2 * 9
    readonly property real room: height - 10 // inside
    readonly property bool calls: tone === "attention" || tone === "overdue"
    readonly property color tint: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue : tone === "soon" ? Theme.soon : tone === "out" ? Theme.mid : Theme.settled
    readonly property string due: check === "none" ? "" : check === "wait" || check === "soon" ? check_text : check_under + (check === "overdue" ? " · " + check_text : "")
    readonly property var words: [due, out, !veiled || away === "" ? away : qsTr("company.heading"), support, limit, !veiled || adverse === "" ? adverse : qsTr("adverse.title"), mouth, !veiled || touch === "" ? touch : qsTr("room_ui.touch")]
    readonly property var firsts: words.map((word, place) => place > 0 ? word.split(/ · |: | \d/)[0] : word.split(" · ")[0]).map(word => wide(word) > inner ? word.split(" ")[0] : word)
    readonly property bool inline: height < 2 * line + 10 // the marks stand beside the name
    readonly property real forMarks: inline ? line : room - head.height
    readonly property real across: inner - (inline ? head.childrenRect.width + 8 : 0)
    readonly property bool whole: lines(words, 8) === lines(firsts, 8) && words.every(word => wide(word) <= across) // the marks say all they have to
    readonly property int worded: [8, 7, 6, 5, 4, 3, 2, 1].find(many => lines(firsts, many) * line <= forMarks) ?? 0 // the marks after these are shapes alone
    readonly property real over: forMarks - lines(whole ? words : firsts, worded) * line
    readonly property real natural: metrics.advanceWidth(heart_rate) + metrics.advanceWidth(pressure) + metrics.advanceWidth(spo2 + "%")
    readonly property int rows: over >= 3 * line ? 3 : !inline && over >= line - 3 && (anyWord || natural + 12 <= inner) ? 1 : 0 // of figures
    readonly property bool dosed: since_dose !== "" && over >= 4 * line
    readonly property bool accompanied: company !== "" && over >= (dosed ? 5 : 4) * line && !veiled
    readonly property bool named: natural + 130 * f <= inner // the figures in one line have their names
    readonly property bool anyWord: heart_rate_word || pressure_word || spo2_word

    function wide(word: string): real { // of a mark
        return word === "" ? 0 : 31 * f + metrics.advanceWidth(word);
    }

    function lines(said: var, worded: int): int { // of the marks, when so many of them have their word
        let at = 0;
        return said.reduce((many, word, place) => {
            const next = place < worded || word === "" ? wide(word) : 26 * f, full = at > 0 && at + next > across;
            at = full ? next : at + next;
            return full ? many + 1 : many;
        }, said.some(word => word !== "") ? 1 : 0);
    }

    focusPolicy: Qt.StrongFocus
    leftPadding: 9
    rightPadding: 9
    topPadding: 4
    bottomPadding: 4
    Accessible.role: Accessible.Button
    Accessible.name: veiled ? unnamed : accessible
    Accessible.checked: chosen
    onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
    Keys.onReturnPressed: brief.click()
    Keys.onSpacePressed: brief.click()

    FontMetrics { id: metrics; font { family: Theme.family; pixelSize: brief.least; weight: Font.Medium; features: Theme.tnum } }

    background: Rectangle {
        radius: Theme.corner
        color: brief.down || brief.chosen ? Theme.raised : brief.out !== "" ? Theme.bg : Theme.surface
        border.width: brief.visualFocus || brief.chosen ? Theme.focusLine : brief.calls ? 2 : 1
        border.color: brief.visualFocus ? Theme.hi : brief.chosen ? Theme.accent : brief.calls ? brief.tint : Theme.line

        Behavior on border.color { ColorAnimation { duration: Theme.turn } }
    }

    contentItem: Item {
        Flow {
            id: head

            width: parent.width

            Row {
                height: brief.line + (brief.inline ? 0 : 2)
                spacing: 6 * brief.f

                Say { id: digit; anchors.verticalCenter: parent.verticalCenter; kind: "strong"; font.pixelSize: Math.round(19 * brief.f); color: brief.calls ? brief.tint : Theme.hi; text: brief.seat; Accessible.ignored: true }
                Say { visible: !brief.veiled; anchors.verticalCenter: parent.verticalCenter; width: Math.min(implicitWidth, head.width - digit.width - 6 * brief.f); kind: "strong"; font.pixelSize: Math.round(18 * brief.f); fontSizeMode: Text.HorizontalFit; minimumPixelSize: brief.least; text: brief.name; Accessible.ignored: true }
                Item { width: 0.1; height: 1 }
            }
            Say { width: Math.min(implicitWidth, head.width); height: brief.line + (brief.inline ? 0 : 2); verticalAlignment: Text.AlignVCenter; font.pixelSize: brief.least; fontSizeMode: Text.HorizontalFit; minimumPixelSize: brief.least; color: Theme.mid; text: brief.state_word; Accessible.ignored: true }
        }
        Flow {
            id: marks

            x: Theme.mirrored ? 0 : brief.inner - brief.across
            y: brief.inline ? 0 : head.height
            width: brief.across

            Mark { place: 0; shape: "check"; tone: brief.check === "overdue" ? "overdue" : brief.check === "due" || brief.check === "soon" ? "soon" : "calm"; share: brief.check_share; tint: brief.check === "overdue" ? Theme.overdue : brief.check === "soon" || brief.check === "due" ? Theme.soon : Theme.mid }
            Mark { place: 1; shape: "door"; tint: Theme.hi }
            Mark { place: 2; shape: "door"; tint: brief.away_long ? Theme.overdue : Theme.soon }
            Mark { place: 3; shape: "triangle" }
            Mark { place: 4; shape: "diamond" }
            Mark { place: 5; shape: "square"; tint: Theme.overdue }
            Mark { place: 6; shape: "clock"; tint: Theme.soon }
            Mark { place: 7; shape: "hand"; tint: Theme.soon }
        }
        Column {
            anchors { left: parent.left; right: parent.right; bottom: figures.top }

            Row {
                visible: brief.dosed
                height: brief.line
                spacing: 5 * brief.f

                Glyph { anchors.verticalCenter: parent.verticalCenter; glyphName: "dose"; size: Math.round(18 * brief.f); color: Theme.mid }
                Say { anchors.verticalCenter: parent.verticalCenter; figures: true; font.pixelSize: brief.least; color: Theme.mid; text: brief.since_dose; Accessible.ignored: true }
            }
            Say { visible: brief.accompanied; width: parent.width; height: brief.line; verticalAlignment: Text.AlignVCenter; font { pixelSize: brief.least; weight: brief.longest ? Font.DemiBold : Font.Normal } fontSizeMode: Text.HorizontalFit; minimumPixelSize: brief.least; color: brief.longest ? Theme.soon : Theme.mid; text: brief.company.split(", ")[0]; Accessible.ignored: true }
        }
        Grid {
            id: figures

            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            visible: brief.rows > 0
            columns: brief.rows > 1 || brief.anyWord ? 1 : 3
            columnSpacing: Math.floor((brief.inner - oneFigure.width - twoFigures.width - lastFigure.width) / 2)
            LayoutMirroring.enabled: false // figures run from left to right in every language
            LayoutMirroring.childrenInherit: true

            Figure { id: oneFigure; label: qsTr("measure.heart_rate"); value: brief.heart_rate; age: brief.heart_rate_age; stale: brief.heart_rate_stale; isWord: brief.heart_rate_word; passed: brief.heart_rate_passed }
            Figure { id: twoFigures; label: qsTr("measure.blood_pressure"); value: brief.pressure; age: brief.pressure_age; stale: brief.pressure_stale; isWord: brief.pressure_word; passed: brief.pressure_passed }
            Figure { id: lastFigure; label: qsTr("measure.spo2"); value: brief.spo2; age: brief.spo2_age; unit: "%"; stale: brief.spo2_stale; isWord: brief.spo2_word; passed: brief.spo2_passed }
        }
    }

    component Mark: TileMark {
        required property int place

        word: (brief.whole ? brief.words : brief.firsts)[place]
        squeezed: true
        text: brief.least
        full: true
        bare: place >= brief.worded
        r: brief.worded === 0 && brief.inline ? Math.min(1, brief.across / (26 * brief.f * brief.words.filter(word => word !== "").length)) : brief.f / Theme.factor
        height: brief.line
    }

    component Figure: Item {
        id: figure

        property string label
        property string value
        property string age
        property string unit: ""
        property bool stale: false
        property bool isWord: false
        property bool passed: false
        readonly property bool rowed: brief.rows > 1
        readonly property bool named: rowed || isWord || brief.named
        readonly property string said: isWord ? value.split(",")[0] : value === "–" ? value : value + unit
        readonly property real column: Math.max(46 * brief.f, name.implicitWidth + 6)
        readonly property real start: !named ? 0 : rowed && column + metrics.advanceWidth(said) * 1.13 + old.implicitWidth + 8 <= brief.inner ? column : name.implicitWidth + 6
        readonly property color ink: stale || value === "–" || brief.out !== "" ? Theme.low : passed ? Theme.attention : Theme.hi

        visible: rowed || isWord || !brief.anyWord // a word has the whole line
        width: rowed || isWord ? brief.inner : start + metrics.advanceWidth(said) + 2
        height: brief.line

        Say { id: name; visible: figure.named; anchors.verticalCenter: parent.verticalCenter; font { pixelSize: brief.least; weight: Font.Medium } color: figure.passed ? Theme.attention : Theme.mid; text: figure.label; Accessible.ignored: true }
        Say {
            x: figure.start
            width: Math.max(0, parent.width - x - (old.visible ? old.width + 4 : 0))
            anchors.verticalCenter: parent.verticalCenter
            figures: true
            font { pixelSize: figure.rowed && !figure.isWord ? Math.round(18 * brief.f) : brief.least; weight: figure.stale ? Font.Normal : Font.Medium }
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: brief.least
            color: figure.ink
            text: figure.said
            Accessible.ignored: true
        }
        Say { id: old; objectName: "age"; visible: figure.rowed && figure.age !== "" && figure.start + metrics.advanceWidth(figure.said) + implicitWidth + 4 <= brief.inner; anchors { right: parent.right; verticalCenter: parent.verticalCenter } figures: true; font.pixelSize: brief.least; color: figure.stale && brief.out === "" ? Theme.soon : Theme.low; text: figure.age; Accessible.ignored: true }
    }
}

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
    required property string touch_least
    required property bool touch_unasked
    required property string company
    required property string company_unnamed
    required property string company_brief
    required property bool longest
    required property string out
    required property string away
    required property string away_unnamed
    required property bool away_long
    required property string adverse
    required property string mouth
    required property string tone
    required property bool chosen
    required property string accessible
    required property string unnamed

    property bool veiled: false
    readonly property real f: Math.min(Theme.factor * Math.max(1, Math.min(1.3, width / (250 * Theme.factor), height / (150 * Theme.factor))), Math.max(1, (height - 10) / 41.6)) // larger where there is room, smaller before no mark says a word
    readonly property int least: Math.round(16 * f)
    readonly property real line: Math.floor(20.5 * f)
    readonly property real inner: width - 2 * 9
    readonly property real room: height - 10 // inside
    readonly property bool calls: tone === "attention" || tone === "overdue"
    readonly property color tint: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue : tone === "soon" ? Theme.soon : tone === "out" ? Theme.mid : Theme.settled
    readonly property real forMarks: room - head.height
    readonly property bool anyWord: heart_rate_word || pressure_word || spo2_word
    readonly property var values: [heart_rate, pressure, spo2 === "–" ? spo2 : spo2 + "%"]
    readonly property var labels: [qsTr("measure.heart_rate"), qsTr("measure.blood_pressure"), qsTr("measure.spo2")]
    readonly property bool awaits: check === "overdue" || check === "deferred" // the word says it, and the minutes since when or until when
    readonly property string due: check === "none" ? "" : check === "wait" || check === "soon" ? check_text : check_under
    readonly property string late: awaits && check_text !== "" ? due + " · " + check_text : due
    readonly property bool parted: late !== due && told.wide(late) > inner // its minutes stand by themselves, below its word
    readonly property var words: [parted ? due : late, parted ? check_text : "", out, veiled ? away_unnamed : away, support, limit, !veiled || adverse === "" ? adverse : qsTr("adverse.title"), mouth, !veiled || touch === "" ? touch : qsTr("person_ui.touch")]
    readonly property var firsts: words.map((word, place) => place > 1 ? word.split(/ · |: | \d/)[0] : word.split(" · ")[0]).map(word => told.wide(word) > inner ? word.split(" ")[0] : word).map((word, place) => place === 8 && !veiled ? touch_least : word)
    readonly property var strongest: check === "wait" ? [2, 4, 5, 8, 3, 6, 7, 0] : [2, 4, 5, 0, 1, 8, 3, 6, 7] // of the marks: whose word goes last
    readonly property var rank: [[spo2_passed, 2], [heart_rate_passed, 0], [pressure_passed, 1]].sort((one, other) => other[0] - one[0]).map(one => one[1]) // a value that passed its limit goes last
    readonly property var cramped: told.worded(told.none, 1, forMarks - line + 3)
    readonly property real kept: (spo2_passed || heart_rate_passed || pressure_passed) && [2, 4, 5, ...(check === "wait" ? [] : [0]), ...(/: /.test(touch_least) ? [8] : [])].every(place => words[place] === "" || cramped[place] > 0) ? line - 3 : 0 // for that one, while nothing stronger goes without its word
    readonly property var first: told.worded(told.none, 1, forMarks - kept)
    readonly property int spare: Math.max(0, Math.floor((forMarks - told.lines(first) * line + 3) / line)) // lines, for figures and what stands above them
    readonly property bool quiet: longest && company !== "" && spare > 1 && (spare > 3 || shown(spare - 1) === shown(spare)) // nobody was with anybody for longer: said before ages are
    readonly property int most: Math.min(3, quiet ? spare - 1 : spare) // lines for figures
    readonly property bool packed: quiet && most > 1 && shown(most - 1) === shown(most) && told.worded(first, 2, forMarks - (most + 1) * line + 3).includes(1) // ages go before minutes of marks
    readonly property int rows: packed ? most - 1 : most
    readonly property var figured: inLines(rows) // which of them stand in each line
    readonly property var said: told.worded(first, 2, forMarks - Math.max(0, (figured.length + (quiet ? 1 : 0)) * line - 3)) // by each mark: 0 its shape, 1 its first word, 2 all
    readonly property real over: forMarks - (told.lines(said) + figured.length) * line + (quiet ? 3 : 0)
    readonly property bool joined: quiet && over < 2 * line && 28 * f + metrics.advanceWidth(since_dose + company_brief) * 1.08 + 12 * f <= inner // both in one line
    readonly property bool dosed: since_dose !== "" && over >= (quiet && !joined ? 2 : 1) * line
    readonly property bool accompanied: company !== "" && (quiet || over >= (dosed ? 2 : 1) * line)

    function across_of(places: var, named: bool): real { // the room that figures need in one line
        return places.reduce((sum, place) => sum + metrics.advanceWidth(values[place]) + 2 + (named ? metrics.advanceWidth(labels[place]) + 6 : 0), 10 * (places.length - 1));
    }

    function inLines(rows: int): var { // all while they can be read, else the weightiest
        if (anyWord || rows === 0 || rows === 3)
            return rank.slice(0, rows).sort().map(place => [place]);
        const all = [0, 1, 2], two = rank.slice(0, 2).sort();
        if (rows === 2)
            return across_of([0, 2], false) <= inner ? [[0, 2], [1]] : two.map(place => [place]);
        return [across_of(all, false) <= inner ? all : across_of(two, true) <= inner ? two : [rank[0]]];
    }

    function shown(rows: int): int { // figures in so many lines
        return inLines(rows).reduce((sum, line) => sum + line.length, 0);
    }

    function long(text: string): real { // in the least type
        return metrics.advanceWidth(text);
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
    MarkWords { id: told; letters: metrics; words: brief.words; firsts: brief.firsts; strongest: brief.strongest; shapeless: 1; size: brief.f; inner: brief.inner; line: brief.line }

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
                height: brief.line + 2
                spacing: 6 * brief.f

                Say { id: digit; anchors.verticalCenter: parent.verticalCenter; kind: "strong"; font.pixelSize: Math.round(19 * brief.f); color: brief.calls ? brief.tint : Theme.hi; text: brief.seat; Accessible.ignored: true }
                Say { visible: !brief.veiled; anchors.verticalCenter: parent.verticalCenter; width: Math.min(implicitWidth, head.width - digit.width - 6 * brief.f); kind: "strong"; font.pixelSize: Math.round(18 * brief.f); fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.least; elide: Text.ElideMiddle; text: brief.name; Accessible.ignored: true }
                Item { width: 0.1; height: 1 }
            }
            Say { width: Math.min(implicitWidth, head.width); height: brief.line + 2; verticalAlignment: Text.AlignVCenter; font.pixelSize: brief.least; fontSizeMode: Text.HorizontalFit; minimumPixelSize: brief.least; color: Theme.mid; text: brief.state_word; Accessible.ignored: true }
        }
        Flow {
            id: marks

            y: head.height
            width: told.edge

            Mark { place: 0; shape: "check"; tone: brief.check === "overdue" ? "overdue" : brief.check === "due" || brief.check === "soon" ? "soon" : "calm"; share: brief.check_share; tint: brief.check === "overdue" ? Theme.overdue : brief.check === "soon" || brief.check === "due" ? Theme.soon : Theme.mid }
            Mark { place: 1; visible: word !== "" && !bare; tint: brief.check === "overdue" ? Theme.overdue : Theme.mid }
            Mark { place: 2; shape: "door"; tint: Theme.hi }
            Mark { place: 3; shape: "door"; tint: brief.away_long ? Theme.overdue : Theme.soon }
            Mark { place: 4; shape: "triangle" }
            Mark { place: 5; shape: "diamond" }
            Mark { place: 6; shape: "square"; tint: Theme.overdue }
            Mark { place: 7; shape: "clock"; tint: Theme.soon }
            Mark { place: 8; shape: brief.touch_unasked ? "question" : "hand"; tint: Theme.soon }
        }
        Flow {
            anchors { left: parent.left; right: parent.right; bottom: figures.top }
            spacing: brief.joined ? 10 * brief.f : 0

            Row {
                visible: brief.dosed
                width: brief.joined ? implicitWidth : parent.width
                height: brief.line
                spacing: 5 * brief.f

                Glyph { anchors.verticalCenter: parent.verticalCenter; glyphName: "dose"; size: Math.round(18 * brief.f); color: Theme.mid }
                Say { anchors.verticalCenter: parent.verticalCenter; figures: true; font.pixelSize: brief.least; color: Theme.mid; text: brief.since_dose; Accessible.ignored: true }
            }
            Say { visible: brief.accompanied; width: brief.joined ? brief.long(text) * 1.08 + 2 : parent.width; height: brief.line; verticalAlignment: Text.AlignVCenter; font { pixelSize: brief.least; weight: brief.longest ? Font.DemiBold : Font.Normal } fontSizeMode: Text.HorizontalFit; minimumPixelSize: brief.least; color: brief.longest ? Theme.soon : Theme.mid; text: brief.veiled && brief.company !== brief.company_unnamed ? brief.company_unnamed : brief.company_brief; Accessible.ignored: true }
        }
        Item {
            id: figures

            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: brief.figured.length * brief.line
            LayoutMirroring.enabled: false // figures run from left to right in every language
            LayoutMirroring.childrenInherit: true

            TileBriefFigure { id: oneFigure; tile: brief; place: 0; value: brief.heart_rate; age: brief.heart_rate_age; stale: brief.heart_rate_stale; isWord: brief.heart_rate_word; passed: brief.heart_rate_passed }
            TileBriefFigure { id: twoFigures; tile: brief; middle: (oneFigure.width + brief.inner - lastFigure.width - width) / 2; place: 1; value: brief.pressure; age: brief.pressure_age; stale: brief.pressure_stale; isWord: brief.pressure_word; passed: brief.pressure_passed }
            TileBriefFigure { id: lastFigure; tile: brief; place: 2; value: brief.spo2; age: brief.spo2_age; stale: brief.spo2_stale; isWord: brief.spo2_word; passed: brief.spo2_passed }
        }
    }

    component Mark: TileMark {
        required property int place

        word: told.saying(place, brief.said[place])
        squeezed: true
        text: brief.least
        full: true
        bare: brief.said[place] === 0
        r: brief.f / Theme.factor
        width: told.taken(brief.said, place)
        height: brief.line
    }
}

// Whom the panel is about: seat and name stay whatever is open.  In a small window one touch tells the next entry for two minutes
// ago, and shows the other moments below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

RowLayout {
    id: head

    required property RoomView room
    property bool withMoment: false
    property bool brief: false // one line
    property bool alone: false // no tile stands beside it: there is room in that line
    property bool withWhom: false // for whom a word is, and the levels, stand here
    property bool low: false // without the line below the name
    property bool pushed: false // a message lies over all but seat and name: they stand at the top, and what it hides is not seen half
    property bool choosing: false // the moments are shown, by whoever holds this
    readonly property bool scored: withWhom && width >= 840 * Theme.factor
    readonly property Moment moment: room.desk.moment
    readonly property bool wide: withMoment && !withWhom && !brief && width > 600 * Theme.factor // room for the moments beside the name
    readonly property bool everybody: room.section === "end"
    readonly property bool longNamed: !wide && room.person.count === 1 && letters.advanceWidth * 1.02 + 2 > width - digit.width - 10 - (alone ? 30 : 0) - (withWhom ? 210 * Theme.factor + 10 : 0) - 2 * 66 // the name goes before a touch that stands elsewhere too
    readonly property string title: head.everybody ? qsTr("room_ui.leaving") : head.room.person.count === 0 ? qsTr("room_ui.the_room") : head.room.person.name
    signal here

    spacing: 10

    TextMetrics { id: letters; font { family: Theme.family; weight: Font.DemiBold; pixelSize: Theme.least } text: head.room.person.name }

    Connections {
        target: head.moment

        function onChanged() { head.choosing = head.choosing && head.moment.minutes !== 0 }
    }

    Item { // while no whole tile is in view, seat and name are the way back to them
        visible: head.alone && !head.everybody
        Layout.preferredWidth: 20
        Layout.preferredHeight: Theme.target

        T.AbstractButton {
            id: back

            objectName: "panel.back"
            x: Theme.mirrored ? parent.width - width : 0
            width: Math.max(Theme.target, Math.abs(names.x - parent.x) + (Theme.mirrored ? parent.width : names.width))
            height: parent.height
            text: qsTr("room_ui.whole_tiles")
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.Button
            Accessible.name: text
            onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
            Keys.onReturnPressed: back.click()
            onClicked: head.room.choose_nobody()

            background: Rectangle {
                radius: Theme.corner
                color: back.down ? Theme.line : Theme.raised
                border { width: back.visualFocus ? Theme.focusLine : 0; color: Theme.hi }
            }
            contentItem: Item {
                Glyph { x: Theme.mirrored ? parent.width - width : 0; anchors.verticalCenter: parent.verticalCenter; glyphName: "caret-left"; size: 20; color: Theme.mid }
            }
        }
    }
    Say {
        id: digit

        objectName: "panel.seat"
        visible: head.room.person.seat > 0 && !head.everybody
        kind: "seat"
        font.pixelSize: Theme.large(head.brief || head.low || head.pushed ? 32 : 44)
        Layout.preferredHeight: head.pushed ? 28 * Theme.factor : Theme.large(head.brief || head.low ? 36 : 52)
        Layout.alignment: head.pushed ? Qt.AlignTop : Qt.AlignVCenter
        verticalAlignment: Text.AlignVCenter
        color: Theme.accent
        text: head.room.person.seat
    }
    ColumnLayout {
        id: names

        Layout.fillWidth: true
        Layout.alignment: head.pushed ? Qt.AlignTop : Qt.AlignVCenter
        spacing: 0

        Say {
            objectName: "panel.name"
            Layout.fillWidth: true
            kind: "title"
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least
            elide: wrapMode === Text.NoWrap ? Text.ElideMiddle : Text.ElideNone // an initial at its end stays
            wrapMode: Theme.factor > 1 && head.room.person.count > 1 && !head.everybody ? Text.WordWrap : Text.NoWrap // every seat is read; text of the usual size is fitted
            lineHeight: lineCount > 1 ? 0.9 : 1
            text: head.title
        }
        Say { objectName: "panel.since"; readonly property bool telling: head.withMoment && !head.wide && head.moment.said !== ""; Layout.fillWidth: true; visible: text !== "" && !head.brief && !head.low && !head.everybody; kind: "caption"; fontSizeMode: Text.HorizontalFit; minimumPixelSize: Theme.least; color: telling ? Theme.accent : Theme.mid; text: telling ? head.moment.said : head.withMoment && !head.wide ? head.room.person.since.split(" · ")[0] : head.room.person.since }
    }
    ForWhom { visible: head.withWhom; Layout.preferredWidth: 210 * Theme.factor; room: head.room }
    ScoreStrip {
        visible: head.scored && head.room.reach === "one" && head.room.person.seat > 0 && head.room.scores.name !== ""
        Layout.preferredWidth: 280 * Theme.factor
        scores: head.room.scores
        onMore: { head.room.open("vitals"); head.room.vitals.turn("score"); }
    }
    MomentRow { visible: head.wide; opacity: head.pushed ? 0 : 1; Layout.preferredWidth: 340 * Theme.factor; moment: head.moment }
    Button {
        objectName: "vitals.by.open"
        visible: head.room.section === "vitals" && head.room.vitals.by.options.length > 0 && !head.withMoment && !head.brief && !head.longNamed
        opacity: head.pushed ? 0 : 1
        kind: "round"
        glyph: "people"
        chosen: head.room.vitals.by.other !== ""
        text: qsTr("vitals.by_whom")
        onClicked: head.room.vitals.turn(head.room.vitals.page === "by" ? "pad" : "by")
    }
    Button {
        objectName: "company"
        visible: head.room.company.offered && (!head.brief || head.alone) && !head.everybody && !head.longNamed
        opacity: head.pushed ? 0 : 1
        kind: "round"
        glyph: "support-given"
        chosen: head.room.company.mine
        text: head.room.company.act
        onClicked: head.room.company.touch()
    }
    Button {
        objectName: "moment.open"
        visible: head.withMoment && (!head.brief || head.alone) && !head.wide
        opacity: head.pushed ? 0 : 1
        kind: "round"
        glyph: "clock"
        chosen: head.moment.said !== ""
        text: qsTr("room_ui.moment") + (head.moment.said === "" ? "" : ": " + head.moment.said)
        onClicked: head.tell()
    }
    Button {
        objectName: "here.open"
        visible: (head.everybody || head.room.person.count === 0)
        kind: "round"
        glyph: "seat"
        text: qsTr("ui.here.title")
        onClicked: head.here()
    }

    function tell() {
        const chosen = head.moment.said !== ""; // what was chosen before stands until another is
        head.choosing = !head.choosing;
        if (!head.choosing || !chosen)
            head.moment.choose(head.choosing ? 2 : 0);
    }
}

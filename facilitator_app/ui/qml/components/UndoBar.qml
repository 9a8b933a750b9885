// What was just written, the one touch that takes it back, and the two that move it to another seat.  It is one row at the hand's side
// and stays where it is: the seats come beside it where their names have room, else on a card that is as wide as `over`.
// The one who shows it takes it away after its time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

Item {
    id: bar

    property string text: ""
    property bool shown: text !== ""
    property bool canMove: false
    property var seats: [] // whose it may be, while that is asked
    property real widest: 640
    property real over: 340 // how wide the card may be
    property bool below: false // the card comes under the row, not above it
    readonly property bool asking: seats.length > 0
    readonly property real spare: widest - row.implicitWidth - 40 // what the row leaves
    readonly property bool scant: widest < 420 * Theme.factor // what asks for another seat is a mark alone, and the words give way
    readonly property real needed: names.advanceWidth + seats.length * (names.around + 8)
    readonly property bool beside: needed <= spare
    signal undone
    signal wrong
    signal moved(string key)

    implicitWidth: 2 * Math.ceil((row.implicitWidth + 24 + (asking && beside ? inRow.width + 8 : 0)) / 2)
    implicitHeight: row.implicitHeight + 8
    opacity: shown ? 1 : 0
    visible: opacity > 0
    Accessible.role: Accessible.Notification
    Accessible.name: asking ? text + ", " + qsTr("move.whose") : text

    Behavior on opacity { NumberAnimation { duration: Theme.quick } }

    Ground {}
    Seats {
        id: inRow

        visible: bar.asking && bar.beside
        x: Theme.leftHanded ? bar.width - width - 8 : 8
        anchors.verticalCenter: parent.verticalCenter
        asked: bar.needed + whoseWords.implicitWidth + Theme.icon + 24 <= bar.spare
    }
    RowLayout {
        id: row

        x: Theme.leftHanded ? 8 : bar.width - width - 8
        height: bar.height
        width: implicitWidth
        layoutDirection: Theme.handSide // Undo lies under the thumb
        spacing: 8

        Glyph { Layout.leftMargin: 8; glyphName: "check"; color: Theme.settled }
        Say {
            objectName: bar.objectName + ".text"
            Layout.maximumWidth: Math.min(implicitWidth + 1, Math.max(bar.scant ? 60 : 120, bar.widest - wrongAct.width - undoAct.width - 90))
            Layout.preferredWidth: Layout.maximumWidth
            Layout.maximumHeight: bar.scant ? 2.3 * Theme.body : -1
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.Wrap
            maximumLineCount: bar.scant ? 3 : 2
            fontSizeMode: bar.scant ? Text.Fit : Text.FixedSize
            minimumPixelSize: 16
            lineHeight: 0.95
            text: bar.text
            Accessible.ignored: true
        }
        Button {
            id: wrongAct

            objectName: bar.objectName + ".wrong"
            visible: bar.canMove
            Layout.preferredWidth: bar.scant ? Theme.target : Math.min(Math.max(120, wrongWords.implicitWidth, keepWords.implicitWidth) + 34, 0.3 * bar.widest) // as wide whichever it says
            Layout.minimumWidth: Layout.preferredWidth
            implicitHeight: Math.max(Theme.target, lines)
            leftPadding: kind === "round" ? 0 : 14
            rightPadding: leftPadding
            glyph: bar.scant ? bar.asking ? "close" : "seat" : ""
            kind: bar.scant ? "round" : bar.asking ? "plain" : "quiet"
            text: bar.asking ? keepWords.text : wrongWords.text
            onClicked: bar.wrong()
        }
        Button { id: undoAct; objectName: bar.objectName + ".undo"; leftPadding: bar.scant ? 10 : 24; glyph: "undo"; text: qsTr("ui.undo"); onClicked: bar.undone() }
    }

    Item { // over the panel, never over a tile
        visible: bar.asking && !bar.beside
        x: Theme.leftHanded ? 0 : bar.width - width
        y: bar.below ? bar.height + 6 : -height - 6
        width: bar.over
        height: onCard.implicitHeight + 24

        Ground {}
        Seats { id: onCard; x: 12; y: 12; width: parent.width - 24; asked: true; stacked: true }
    }

    Say { id: wrongWords; visible: false; text: qsTr("move.wrong_person") } // a button that is hidden does not know how wide its words are
    Say { id: whoseWords; visible: false; text: qsTr("move.whose") }
    Say { id: keepWords; visible: false; text: qsTr("move.keep") }
    TextMetrics {
        id: names

        readonly property real around: 20 // a button's padding and edge

        font: wrongWords.font
        text: bar.seats.map(seat => seat.text).join("")
    }

    component Ground: Rectangle {
        anchors.fill: parent
        radius: Theme.gap
        color: Theme.raised
        border { width: 1; color: Theme.controlLine }

        MouseArea { anchors.fill: parent } // what lies under it is not touched
    }
    component Seats: Flow {
        id: choices

        property bool asked: false // the question is written too
        property bool stacked: false // above the seats

        spacing: 8

        Row {
            id: whose

            visible: choices.asked
            spacing: 8
            width: choices.stacked ? choices.width : implicitWidth
            height: choices.stacked ? implicitHeight : Theme.target

            Glyph { anchors.verticalCenter: parent.verticalCenter; glyphName: "seat"; color: Theme.accent }
            Say { objectName: choices.visible ? bar.objectName + ".whose" : ""; anchors.verticalCenter: parent.verticalCenter; text: qsTr("move.whose"); Accessible.ignored: true }
        }
        Repeater {
            model: choices.visible ? bar.seats : []

            Button {
                required property var modelData

                objectName: bar.objectName + ".to." + modelData.seat
                width: Math.max(Theme.primary, implicitWidth)
                implicitWidth: contentItem.implicitWidth + names.around
                leftPadding: 8
                rightPadding: 8
                text: modelData.text
                onClicked: bar.moved(modelData.key)
            }
        }
    }
}

// What was just written, the one touch that takes it back, and the two that move it to another seat; Undo stays where it is meanwhile.  The one who shows it takes it away after its time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: bar

    property string text: ""
    property bool shown: text !== ""
    property bool canMove: false
    property var seats: [] // whose it may be, while that is asked
    property real widest: 640
    readonly property bool asking: seats.length > 0
    signal undone
    signal wrong
    signal moved(string key)

    readonly property real inside: widest - 26
    readonly property bool beside: whose.implicitWidth + Theme.icon + 16 + names.advanceWidth + seats.length * (names.around + 8) <= inside // the question and all seats in one line
    readonly property int across: beside || names.advanceWidth + seats.length * (names.around + 8) <= inside ? seats.length : Math.ceil(seats.length / 2)

    implicitWidth: 2 * Math.floor(Math.min(rows.implicitWidth + 25, widest) / 2) // even: its middle is a whole pixel, and nothing in it moves by half of one
    implicitHeight: rows.implicitHeight + 16
    radius: Theme.gap
    color: Theme.raised
    border { width: 1; color: Theme.controlLine }
    opacity: shown ? 1 : 0
    visible: opacity > 0
    Accessible.role: Accessible.Notification
    Accessible.name: asking ? text + ", " + qsTr("move.whose") : text

    Behavior on opacity { NumberAnimation { duration: Theme.quick } }

    ColumnLayout {
        id: rows

        anchors { fill: parent; leftMargin: 16; rightMargin: 8; topMargin: 8; bottomMargin: 8 }
        spacing: 8

        GridLayout { // above the acts: no seat comes where Undo stood
            visible: bar.asking
            Layout.fillWidth: true
            columns: bar.beside ? 2 : 1
            columnSpacing: 8
            rowSpacing: 8

            RowLayout {
                spacing: 8

                Glyph { glyphName: "seat"; color: Theme.accent }
                Say { id: whose; objectName: bar.objectName + ".whose"; text: qsTr("move.whose"); Accessible.ignored: true }
            }
            GridLayout {
                Layout.fillWidth: true
                columns: Math.max(1, bar.across)
                columnSpacing: 8
                rowSpacing: 8

                Repeater {
                    model: bar.seats

                    Button {
                        required property var modelData

                        objectName: bar.objectName + ".to." + modelData.seat
                        Layout.fillWidth: true
                        Layout.minimumWidth: Theme.target
                        implicitWidth: Math.max(Theme.primary, contentItem.implicitWidth + names.around)
                        leftPadding: 8
                        rightPadding: 8
                        text: modelData.text
                        onClicked: bar.moved(modelData.key)
                    }
                }
            }
        }
        RowLayout {
            id: row

            layoutDirection: Theme.handSide // Undo lies under the thumb
            Layout.minimumHeight: Theme.primary - 8
            Layout.alignment: Qt.AlignHCenter // as the bar stands, so that it stays where it is when the seats come
            spacing: 8

            Glyph { glyphName: "check"; color: Theme.settled }
            Say {
                objectName: bar.objectName + ".text"
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth
                Layout.minimumWidth: Math.min(implicitWidth, 120)
                wrapMode: Text.Wrap
                maximumLineCount: 2
                text: bar.text
                Accessible.ignored: true
            }
            Button {
                objectName: bar.objectName + ".wrong"
                visible: bar.canMove
                Layout.preferredWidth: Math.max(120, wrongWords.implicitWidth, keepWords.implicitWidth) + 34 // as wide whichever it says
                Layout.minimumWidth: Layout.preferredWidth
                leftPadding: 16
                rightPadding: 16
                kind: bar.asking ? "plain" : "quiet"
                text: bar.asking ? keepWords.text : wrongWords.text
                onClicked: bar.wrong()
            }
            Button { objectName: bar.objectName + ".undo"; glyph: "undo"; text: qsTr("ui.undo"); onClicked: bar.undone() }
        }
    }

    Say { id: wrongWords; visible: false; text: qsTr("move.wrong_person") } // a button that is hidden does not know how wide its words are
    Say { id: keepWords; visible: false; text: qsTr("move.keep") }
    TextMetrics {
        id: names

        readonly property real around: 20 // a button's padding and edge

        font: wrongWords.font
        text: bar.seats.map(seat => seat.text).join("")
    }
}

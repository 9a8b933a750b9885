// In a round, after a set was saved or put off: what became of it, and the one touch to the next seat.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: rest

    required property VitalsRound around
    property string score: "" // the scale that is on show
    signal scored

    spacing: 12

    Say { objectName: "round.rests"; Layout.fillWidth: true; Layout.topMargin: 8; kind: "title"; wrapMode: Text.Wrap; text: rest.around.rests }
    Say { objectName: "round.lost"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; color: Theme.attention; text: rest.around.lost }
    Button { objectName: "round.score"; visible: rest.score !== ""; Layout.fillWidth: true; focusPolicy: Qt.TabFocus; text: rest.score; onClicked: rest.scored() }
    Item { Layout.fillHeight: true }
    Button {
        objectName: "round.next"
        Layout.fillWidth: true
        Layout.preferredHeight: 96
        kind: "primary"
        focusPolicy: Qt.TabFocus // the fields keep the keyboard
        glyph: "arrow-right"
        text: rest.around.next_text
        onClicked: rest.around.onward()
    }
    Button { objectName: "round.end"; Layout.fillWidth: true; kind: "plain"; focusPolicy: Qt.TabFocus; text: qsTr("round.end"); onClicked: rest.around.end() }
}

// Doses that are said to be another's and wait for their reasons: what each is, and one touch to its question.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: doses

    required property RoomView room
    property alias model: questions.model
    property bool brief: false // only the way, where there is no place for more
    readonly property int count: questions.count

    spacing: 4

    Repeater {
        id: questions

        ColumnLayout {
            id: waiting

            required property string person
            required property string to
            required property string what
            required property string way

            Layout.fillWidth: true
            spacing: 4

            Say { visible: !doses.brief; Layout.fillWidth: true; kind: "caption"; color: Theme.soon; wrapMode: Text.Wrap; text: waiting.what }
            Button { objectName: "moving.waits." + waiting.to; Layout.fillWidth: true; implicitHeight: Math.max(Theme.target, lines); leftPadding: 12; rightPadding: 12; glyph: "dose"; text: waiting.way; Accessible.description: waiting.what; onClicked: doses.room.show(waiting.person, "dose") }
        }
    }
}

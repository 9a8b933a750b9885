// A line of the record as it reads now, to its last word, with what it was and what was done to it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: line

    required property string entry
    required property string time
    required property string kind
    required property string told
    required property string earlier
    required property string note
    required property bool voided
    required property bool awaits
    signal opened

    objectName: "history.line." + entry
    implicitHeight: Math.max(Theme.target, words.implicitHeight)
    enabled: !voided
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: [time, kind, told, earlier, note].join(", ")
    Keys.onReturnPressed: line.click()
    onClicked: opened()

    background: Rectangle {
        radius: Theme.corner
        color: line.down ? Theme.line : line.voided ? "transparent" : Theme.raised
        border { width: line.visualFocus ? Theme.focusLine : line.voided || line.awaits ? 1 : 0; color: line.visualFocus ? Theme.hi : line.awaits ? Theme.soon : Theme.line }
    }

    contentItem: Column {
        id: words

        padding: 8
        spacing: 0

        Row {
            spacing: 8

            Say { kind: "caption"; figures: true; color: Theme.low; text: line.time; Accessible.ignored: true }
            Say { kind: "caption"; text: line.kind; Accessible.ignored: true }
        }
        Say {
            visible: text !== ""
            width: words.width - 16
            wrapMode: Text.Wrap
            color: line.voided ? Theme.low : Theme.hi
            font.strikeout: line.voided
            text: line.told
            Accessible.ignored: true
        }
        Say { visible: text !== ""; width: words.width - 16; kind: "caption"; wrapMode: Text.Wrap; color: Theme.low; text: line.earlier; Accessible.ignored: true }
        Say { visible: text !== ""; width: words.width - 16; kind: "caption"; wrapMode: Text.Wrap; color: line.awaits ? Theme.soon : Theme.low; text: line.note; Accessible.ignored: true }
    }
}

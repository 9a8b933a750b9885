// How one matter stands, by shape and colour; `label` stands beside the shape where there is room for it.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: button

    required property var matter
    property string label: ""
    readonly property color tint: matter.status === "ready" ? Theme.settled : matter.status === "not" ? Theme.attention : matter.status === "passed" ? Theme.soon : Theme.mid

    implicitWidth: label === "" ? Theme.target : content.implicitWidth + 36
    implicitHeight: Math.max(Theme.target, content.implicitHeight + 8)
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: matter.spoken
    Keys.onReturnPressed: button.click()
    Keys.onEnterPressed: button.click()

    background: Rectangle {
        radius: Theme.corner
        color: button.down ? Theme.line : button.matter.status === "ready" ? "transparent" : Theme.raised
        border.width: button.visualFocus ? Theme.focusLine : button.matter.status === "not" ? 2 : 1
        border.color: button.visualFocus ? Theme.hi : button.matter.status === "not" ? Theme.attention : Theme.line
    }

    contentItem: Item {
        Row {
            id: content

            anchors.centerIn: parent
            spacing: 8

            Glyph { glyphName: button.matter.glyph; size: 22; color: button.tint; anchors.verticalCenter: parent.verticalCenter }
            Say { visible: text !== ""; text: button.label; Accessible.ignored: true; anchors.verticalCenter: parent.verticalCenter }
        }
    }
}

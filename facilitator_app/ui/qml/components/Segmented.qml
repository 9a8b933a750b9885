pragma ComponentBehavior: Bound
// A few choices side by side, in more than one line where they must, one of them on.  `options`: rows with key and text; the one who shows it sets `current`.
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

Flow {
    id: segmented

    property var options: []
    property string current: ""
    property string label: ""
    property string spoken: "" // said before each choice, where the same ones stand several times
    readonly property real natural: parts.count === 0 ? 0 : wide()
    signal picked(string key)

    spacing: 6
    Layout.fillWidth: true
    Layout.minimumWidth: 0
    Layout.preferredWidth: natural
    Layout.maximumWidth: natural
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    function wide(): real {
        let sum = -spacing;
        for (let place = 0; place < parts.count; place++)
            sum += (parts.itemAt(place) as Item).implicitWidth + spacing;
        return Math.ceil(sum) + 1;
    }

    Repeater {
        id: parts

        model: segmented.options

        T.AbstractButton {
            id: part

            required property var modelData
            readonly property bool on: modelData.key === segmented.current

            objectName: segmented.objectName + "." + modelData.key
            text: modelData.text
            implicitWidth: Math.max(72, word.implicitWidth + 32)
            implicitHeight: Theme.target
            focusPolicy: Qt.StrongFocus
            onClicked: segmented.picked(modelData.key)
            Keys.onReturnPressed: part.click()
            Keys.onEnterPressed: part.click()

            Accessible.role: Accessible.RadioButton
            Accessible.name: segmented.spoken === "" ? text : segmented.spoken + ", " + text
            Accessible.checkable: true
            Accessible.checked: on

            background: Rectangle {
                radius: Theme.corner
                color: part.on || part.down ? Theme.line : Theme.raised
                border.width: part.visualFocus ? Theme.focusLine : part.on ? 2 : 0
                border.color: part.visualFocus ? Theme.hi : Theme.accent

                Behavior on color { ColorAnimation { duration: Theme.quick } }
            }

            contentItem: Item {
                Say { id: word; anchors.centerIn: parent; text: part.text; kind: part.on ? "strong" : "body"; Accessible.ignored: true }
            }
        }
    }
}

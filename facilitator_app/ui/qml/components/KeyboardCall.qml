// In the field that is typed into: calls the on-screen keyboard back when it was put away.  Made when it is needed.
pragma ComponentBehavior: Bound
import QtQuick

Loader {
    id: call

    property string name: ""
    property bool wanted: false

    active: wanted && Typing.away
    width: active ? Theme.target : 0
    height: Theme.target

    sourceComponent: Button {
        objectName: call.name + ".keyboard"
        kind: "round"
        glyph: "keyboard"
        text: qsTr("keyboard.call")
        focusPolicy: Qt.NoFocus // the field keeps it
        background: Item {} // the field's own border stays whole
        onClicked: Typing.called()
    }
}

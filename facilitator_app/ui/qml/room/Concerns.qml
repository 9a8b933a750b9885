// What a dose needs a named reason for: each with its field, then the reasons that are one touch away.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Column {
    id: concerns

    property alias model: each.model
    property string refusal: ""
    required property string name // before the names of its controls
    property alias reasons: because.options
    signal named(string key, string text)
    signal given(string text)
    signal wrong(Item concern) // refused, and to be brought into sight

    spacing: 8

    Repeater {
        id: each

        Column {
            id: concern

            required property string key
            required property string label
            required property string typed
            required property bool refused

            width: concerns.width
            spacing: 4
            onRefusedChanged: if (refused) concerns.wrong(concern)
            onHeightChanged: if (refused) concerns.wrong(concern) // grown by the refusal

            Row {
                spacing: 8

                Glyph { glyphName: "attention"; size: 22; color: Theme.attention }
                Say { width: concerns.width - 30; kind: "strong"; wrapMode: Text.Wrap; color: Theme.attention; text: concern.label }
            }
            Field {
                objectName: concerns.name + ".reason." + concern.key
                width: parent.width
                hint: qsTr("dose.reason")
                input.Accessible.name: concern.label + ": " + qsTr("dose.reason")
                text: concern.typed
                error: concern.refused ? concerns.refusal : ""
                onEdited: text => concerns.named(concern.key, text)
            }
        }
    }
    Chips { id: because; objectName: concerns.name + ".because"; label: qsTr("dose.reason"); visible: each.count > 0; width: parent.width; columns: 3; onPicked: (key, text) => concerns.given(text) }
}

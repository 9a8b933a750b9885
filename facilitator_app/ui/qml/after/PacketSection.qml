pragma ComponentBehavior: Bound
// One part of the text.  Typing is kept as a draft; what shows somebody else is marked where it stands, with a way to settle it,
// and what changed in the record behind an edited text is told above it.
import QtQuick
import Facilitator
import "../components"

Column {
    id: part

    required property PacketView packet
    required property string key
    required property string title
    required property string told
    required property bool edited
    required property int finds
    required property var changes
    required property string stays

    objectName: "packet.section." + key
    spacing: 8

    Item {
        width: parent.width
        height: Math.max(title.height, back.visible ? back.height : 0)

        Say { id: title; kind: "strong"; text: part.title + (part.edited ? " · " + qsTr("after.edited") : ""); anchors.verticalCenter: parent.verticalCenter; width: parent.width - (back.visible ? back.width : 0) }
        Button {
            id: back

            objectName: "packet.record." + part.key
            visible: part.edited && part.changes.length === 0
            anchors.right: parent.right
            kind: "plain"
            glyph: "undo"
            text: qsTr("after.take_record")
            onClicked: part.packet.take_record(part.key)
        }
    }

    Loader {
        active: part.changes.length > 0
        visible: active
        width: parent.width
        sourceComponent: BehindCard { packet: part.packet; key: part.key; title: part.title; changes: part.changes; stays: part.stays }
    }

    NoteField {
        id: field

        objectName: "packet.text." + part.key
        width: parent.width
        boxHeight: Math.max(72, Math.min(440, input.implicitHeight + 30))
        text: part.told
        hint: qsTr("after.empty_section")
        input.Accessible.name: part.title
        onEdited: words => part.packet.edit(part.key, words)

        FindMarks { document: field.input.textDocument; finds: part.packet.finds_in(part.key); colour: Theme.attention }
    }

    Repeater {
        model: part.packet.finds_in(part.key)

        FindCard { width: part.width; packet: part.packet }
    }
}

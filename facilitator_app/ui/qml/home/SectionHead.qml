// The head of a section: its name, the one thing to do, and, while there is nothing, what it is for.
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: head

    property string title: ""
    property string about: ""
    property string act: ""
    property string glyph: "plus"
    signal acted

    spacing: 10

    GridLayout {
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.primary
        columns: head.width < 560 * Theme.factor ? 1 : 2

        Say { Layout.fillWidth: true; kind: "heading"; text: head.title; wrapMode: Text.Wrap }
        Button { objectName: head.objectName + ".act"; Layout.fillWidth: true; Layout.maximumWidth: implicitWidth; visible: head.act !== ""; kind: "primary"; glyph: head.glyph; text: head.act; onClicked: head.acted() }
    }

    Say { objectName: head.objectName + ".about"; visible: text !== ""; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; text: head.about; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }
}

// Adverse events of one person: the list, a new one, and one that is open.  Apart from observations.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: section

    required property AdversePanel adverse

    ColumnLayout {
        anchors.fill: parent
        visible: section.adverse.page === "list"
        spacing: 8

        ScrollList {
            id: list

            objectName: "adverse.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 6
            model: section.adverse.events
            delegate: ListRow {
                id: row

                required property string event
                required property string name
                required property string since
                required property bool open
                required property int index

                objectName: "adverse.event." + index
                width: list.width
                glyph: open ? "attention" : "check"
                text: name
                aside: since
                onClicked: section.adverse.look(event)
            }

            Say { visible: list.count === 0; width: parent.width; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("adverse.none") }
        }
        Button { objectName: "adverse.new"; Layout.fillWidth: true; kind: "primary"; glyph: "plus"; text: qsTr("adverse.report"); onClicked: section.adverse.turn("new") }
    }

    AdverseNew { anchors.fill: parent; visible: section.adverse.page === "new"; adverse: section.adverse }
    AdverseOpen { anchors.fill: parent; visible: section.adverse.page === "open"; adverse: section.adverse }
}

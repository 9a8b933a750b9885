// The sessions that are over: a touch opens the team's round of one.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: page

    required property DebriefView debrief

    spacing: Theme.gap

    Say { objectName: "debrief.about"; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; color: Theme.mid; text: page.debrief.sessions.length === 0 ? qsTr("debrief.empty") : qsTr("debrief.about"); wrapMode: Text.Wrap; lineHeight: 1.2 }
    FieldError { objectName: "debrief.error"; Layout.fillWidth: true; text: page.debrief.open ? "" : page.debrief.form.general }

    ScrollList {
        objectName: "debrief.list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Math.min(contentHeight, 150 * Theme.factor)
        model: page.debrief.sessions

        delegate: ListRow {
            required property var modelData

            width: ListView.view.width
            objectName: "debrief." + modelData.key
            glyph: "people"
            text: modelData.text
            note: modelData.note
            onClicked: page.debrief.show(modelData.key)
        }
    }
}

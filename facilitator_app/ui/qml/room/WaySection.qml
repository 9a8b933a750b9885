// The way out of one person: chosen first, then confirmed with who goes with them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property LeavingPanel leaving

    spacing: 8

    RowLayout {
        visible: section.leaving.recorded !== ""
        spacing: 10

        Glyph { glyphName: "door"; color: Theme.settled }
        Say { objectName: "way.recorded"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: section.leaving.recorded }
    }

    Repeater {
        model: section.leaving.recorded === "" && section.leaving.way === "" ? section.leaving.ways : []

        Choice {
            required property var modelData

            objectName: "way." + modelData.key
            Layout.fillWidth: true
            text: modelData.text
            note: modelData.note
            onClicked: section.leaving.choose(modelData.key)
        }
    }

    ColumnLayout {
        visible: section.leaving.recorded === "" && section.leaving.way !== ""
        spacing: 10

        Say { Layout.fillWidth: true; kind: "title"; text: section.leaving.way_text; wrapMode: Text.Wrap }
        Field { objectName: "way.escort"; Layout.fillWidth: true; label: qsTr("room_ui.escort"); text: section.leaving.escort; onEdited: text => section.leaving.type_escort(text) }
        NoteField { objectName: "way.note"; Layout.fillWidth: true; boxHeight: 84; label: qsTr("room_ui.way_note"); text: section.leaving.note; onEdited: text => section.leaving.type_note(text) }
        Refused { Layout.fillWidth: true; text: section.leaving.refusal }
        RowLayout {
            spacing: 8

            Button { objectName: "way.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: section.leaving.clear() }
            Button { objectName: "way.record"; Layout.fillWidth: true; kind: "primary"; enabled: !section.leaving.saving; text: qsTr("room_ui.record_it"); onClicked: section.leaving.record() }
        }
    }
    Item { Layout.fillHeight: true }
}

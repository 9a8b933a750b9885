// The words a person checked in with, before and after, and the group's own rules.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property CirclePanel circle

    spacing: 8

    Repeater {
        model: section.circle.said

        ColumnLayout {
            id: word

            required property var modelData

            Layout.fillWidth: true
            spacing: 0

            Say { kind: "caption"; text: word.modelData.when }
            Say { objectName: "circle.said"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: word.modelData.text }
        }
    }
    Say { visible: section.circle.said.length === 0; Layout.fillWidth: true; color: Theme.low; wrapMode: Text.Wrap; text: qsTr("circle_ui.nothing") }
    Chips { objectName: "circle.which"; label: qsTr("person_ui.circle"); Layout.fillWidth: true; options: section.circle.circles; current: section.circle.which; onPicked: key => section.circle.choose(key) }
    NoteField { objectName: "circle.words"; Layout.fillWidth: true; boxHeight: 100; hint: qsTr("circle_ui.hint"); text: section.circle.text; onEdited: text => section.circle.type(text) }
    Refused { Layout.fillWidth: true; text: section.circle.refusal }
    Button { objectName: "circle.save"; Layout.fillWidth: true; kind: "primary"; enabled: !section.circle.saving; text: qsTr("circle_ui.save"); onClicked: section.circle.save() }
    Button { objectName: "circle.rules"; Layout.fillWidth: true; glyph: "people"; text: qsTr("circle_ui.rules"); onClicked: section.circle.show_rules() }
}

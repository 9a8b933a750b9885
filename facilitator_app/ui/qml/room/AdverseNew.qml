// A new adverse event: how severe, what, in whose words, what was done.  It began at the moment chosen above.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: page

    required property AdversePanel adverse

    spacing: 8

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 8

            Chips { objectName: "adverse.severity"; label: qsTr("adverse.severity"); Layout.fillWidth: true; columns: 3; options: page.adverse.severities; current: page.adverse.values.severity; onPicked: key => page.adverse.put("severity", key) }
            Chips { objectName: "adverse.what"; label: qsTr("adverse.what_happened"); Layout.fillWidth: true; options: page.adverse.whats; current: page.adverse.values.what; onPicked: key => page.adverse.put("what", key) }
            Field { objectName: "adverse.words"; Layout.fillWidth: true; label: qsTr("adverse.own_words"); text: page.adverse.values.words; onEdited: text => page.adverse.put("words", text) }
            Field { objectName: "adverse.action"; Layout.fillWidth: true; label: qsTr("adverse.action"); text: page.adverse.values.action; onEdited: text => page.adverse.put("action", text) }
        }
    }

    AskWhen { Layout.fillWidth: true; name: "adverse_new"; form: page.adverse }
    Refused { Layout.fillWidth: true; text: page.adverse.refusal }
    RowLayout {
        spacing: 8

        Button { objectName: "adverse.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: page.adverse.turn("list") }
        Button { objectName: "adverse.save"; Layout.fillWidth: true; kind: "primary"; enabled: !page.adverse.saving; text: qsTr("adverse.save"); onClicked: page.adverse.report() }
    }
}

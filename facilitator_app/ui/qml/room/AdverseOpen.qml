// How an adverse event goes on; and, for the medical provider, whether it was serious.
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

            Say { objectName: "adverse.told"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: page.adverse.told_so_far }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("adverse.how_it_stands") }
            Chips { objectName: "adverse.outcome"; label: qsTr("adverse.how_it_stands"); Layout.fillWidth: true; options: page.adverse.outcomes; current: page.adverse.values.outcome; onPicked: key => page.adverse.put("outcome", key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("adverse.severity_now") }
            Chips { objectName: "adverse.now"; label: qsTr("adverse.severity_now"); Layout.fillWidth: true; columns: 3; options: page.adverse.severities; current: page.adverse.values.severity; onPicked: key => page.adverse.put("severity", key) }
            Field { objectName: "adverse.done"; Layout.fillWidth: true; label: qsTr("adverse.action"); text: page.adverse.values.action; onEdited: text => page.adverse.put("action", text) }
            Say { visible: page.adverse.may_class; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("adverse.class") }
            Field { objectName: "adverse.reason"; visible: page.adverse.may_class; Layout.fillWidth: true; hint: qsTr("adverse.why_serious"); input.Accessible.name: qsTr("adverse.why_serious"); text: page.adverse.values.reason; onEdited: text => page.adverse.put("reason", text) }
            RowLayout {
                visible: page.adverse.may_class
                spacing: 8

                Button { objectName: "adverse.serious"; Layout.fillWidth: true; text: qsTr("adverse.serious"); onClicked: page.adverse.classify(true) }
                Button { objectName: "adverse.not_serious"; Layout.fillWidth: true; text: qsTr("adverse.not_serious"); onClicked: page.adverse.classify(false) }
            }
        }
    }

    AskWhen { Layout.fillWidth: true; name: "adverse_open"; form: page.adverse }
    Refused { Layout.fillWidth: true; text: page.adverse.refusal }
    RowLayout {
        spacing: 8

        Button { objectName: "adverse.close"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: page.adverse.clear() }
        Button { objectName: "adverse.follow"; Layout.fillWidth: true; kind: "primary"; enabled: !page.adverse.saving; text: qsTr("adverse.save"); onClicked: page.adverse.follow() }
    }
}

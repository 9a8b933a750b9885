// The time zone of the room: this machine's as a proposal, any other by a part of its name.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: choice

    required property FirstStart start
    required property string zone
    property string error: ""
    readonly property bool other: zone !== "" && zone !== start.machine_zone
    signal picked(string zone)

    spacing: 8

    function take(zone: string) {
        picked(zone);
        search.text = "";
    }

    Say { kind: "caption"; text: qsTr("ui.start.zone") }
    Choice { objectName: "start.zone.machine"; Layout.fillWidth: true; text: choice.start.machine_zone; note: qsTr("ui.start.zone_machine"); chosen: choice.zone === text; onClicked: choice.picked(text) }
    Choice { objectName: "start.zone.other"; visible: choice.other; Layout.fillWidth: true; text: choice.zone; chosen: true }
    Field { id: search; objectName: "start.zone.search"; Layout.fillWidth: true; hint: qsTr("ui.start.zone_search"); label: qsTr("ui.start.zone_other"); onEdited: text => choice.start.search(text) }

    ScrollList {
        id: list

        objectName: "start.zone.list"
        visible: search.text !== ""
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(4, count) * (Theme.target + 6)
        spacing: 6
        model: choice.start.zones

        delegate: Choice {
            required property string modelData

            objectName: "start.zone." + modelData
            width: ListView.view.width
            text: modelData
            chosen: modelData === choice.zone
            onClicked: choice.take(modelData)
        }
    }

    FieldError { objectName: "start.zone.error"; Layout.fillWidth: true; text: choice.error }
}

// Touch: what holds, narrowed or agreed by one touch each, for safety apart, and what was asked for and done.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property TouchPanel touch

    spacing: 8

    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.touch") }
    Repeater {
        model: section.touch.lines

        Say { required property string modelData; required property int index; objectName: "touch.told." + index; Layout.fillWidth: true; wrapMode: Text.Wrap; text: modelData }
    }

    Say { Layout.fillWidth: true; Layout.topMargin: 4; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("touch_ui.whose") }
    Chips { objectName: "touch.whose"; label: qsTr("touch_ui.whose"); Layout.fillWidth: true; options: section.touch.team; current: section.touch.whose; onPicked: key => section.touch.choose(key) }
    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("touch_ui.how_far") }
    Refused { Layout.fillWidth: true; text: section.touch.refusal }
    Chips { objectName: "touch"; Layout.fillWidth: true; options: section.touch.extents; current: section.touch.extent; onPicked: key => section.touch.agree(key) }
    Choice {
        objectName: "touch.each_time"
        Layout.fillWidth: true
        many: true
        text: qsTr("touch_ui.each_time")
        chosen: section.touch.each_time
        onClicked: section.touch.ask_each_time(!chosen)
    }
    Field {
        objectName: "touch.but_not"
        Layout.fillWidth: true
        label: qsTr("touch_ui.but_not")
        text: section.touch.but_not
        onEdited: text => section.touch.type("but_not", text)
        onAccepted: section.touch.leave_out(text)
    }
    Say { Layout.fillWidth: true; Layout.topMargin: 8; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("touch_ui.safety") }
    Field { id: safety; objectName: "touch.safety"; Layout.fillWidth: true; hint: qsTr("touch_ui.safety_words"); input.Accessible.name: qsTr("touch_ui.safety_words"); text: section.touch.safety; onEdited: text => section.touch.type("safety", text) }
    RowLayout {
        spacing: 8

        Button { objectName: "touch.safety.yes"; Layout.fillWidth: true; leftPadding: 8; rightPadding: 8; text: qsTr("touch_ui.agreed"); onClicked: section.touch.agree_safety(true, safety.text) }
        Button { objectName: "touch.safety.no"; Layout.fillWidth: true; leftPadding: 8; rightPadding: 8; text: qsTr("touch_ui.not_agreed"); onClicked: section.touch.agree_safety(false, safety.text) }
    }

    Say { Layout.fillWidth: true; Layout.topMargin: 8; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("touch_ui.asks") }
    Chips { objectName: "touch.ask"; label: qsTr("touch_ui.asks"); Layout.fillWidth: true; options: section.touch.deeds; onPicked: (key, text) => section.touch.ask(text) }
    Say { Layout.fillWidth: true; Layout.topMargin: 8; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("touch_ui.was_done") }
    ByRow { objectName: "touch.by"; visible: options.length > 0; Layout.fillWidth: true; label: qsTr("touch_ui.by"); by: section.touch.by }
    Choice {
        objectName: "touch.for_safety"
        Layout.fillWidth: true
        many: true
        text: qsTr("touch_ui.for_safety")
        chosen: section.touch.for_safety
        onClicked: section.touch.set_for_safety(!chosen)
    }
    Chips { objectName: "touch.did"; label: qsTr("touch_ui.was_done"); Layout.fillWidth: true; options: section.touch.deeds; onPicked: (key, text) => section.touch.did(text) }
    Field { objectName: "touch.other"; Layout.fillWidth: true; hint: qsTr("touch_ui.other"); input.Accessible.name: qsTr("touch_ui.other"); text: section.touch.other; onEdited: text => section.touch.type("other", text); onAccepted: section.touch.did(text) }
}

// A check put off on purpose: why, whether breathing was seen, and when it is asked again.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property DeferralPanel deferral
    signal back

    spacing: 8

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 8

            Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("room_ui.put_off") + ": " + section.deferral.which }
            Say { objectName: "defer.so_far"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: section.deferral.so_far }

            Chips {
                objectName: "defer.reason"
                Layout.fillWidth: true
                options: section.deferral.reasons
                onPicked: (key, text) => section.deferral.set_reason(text)
            }
            Field {
                objectName: "defer.why"
                Layout.fillWidth: true
                hint: qsTr("room_ui.why")
                input.Accessible.name: qsTr("room_ui.why")
                text: section.deferral.reason
                onEdited: text => section.deferral.set_reason(text)
            }
            Choice {
                objectName: "defer.breathing"
                Layout.fillWidth: true
                many: true
                text: qsTr("room_ui.breathing_seen")
                chosen: section.deferral.breathing_seen
                onClicked: section.deferral.set_breathing_seen(!chosen)
            }
            Chips {
                objectName: "defer.by"
                visible: options.length > 0
                Layout.fillWidth: true
                columns: 1
                label: qsTr("deferral.for_whom")
                options: section.deferral.providers
                current: section.deferral.by
                onPicked: (key, text) => section.deferral.say_by(key)
            }
            Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("room_ui.again_in"); wrapMode: Text.Wrap }
            Chips {
                objectName: "defer.again"
                Layout.fillWidth: true
                columns: 4
                options: section.deferral.choices
                current: section.deferral.again
                onPicked: (key, text) => section.deferral.set_again(key)
            }
            Refused { Layout.fillWidth: true; text: section.deferral.refusal }
        }
    }

    RowLayout {
        spacing: 8

        Button { objectName: "defer.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: section.back() }
        Button { objectName: "defer.save"; Layout.fillWidth: true; kind: "primary"; text: qsTr("room_ui.save_put_off"); onClicked: section.deferral.save() }
    }
}

// In a round: this check not now.  One touch for the reason, one for when it is asked again; breathing was seen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property VitalsRound around
    required property DeferralPanel deferral
    property bool tight: false

    spacing: 8

    RoundWay { Layout.fillWidth: true; around: section.around; tight: section.tight }

    Roomy { // in large text all of it scrolls, not the reasons alone
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: section.spacing

        Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("round.skip_why") }
        Say { objectName: "skip.so_far"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: section.deferral.so_far }

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: section.height < 220 * Theme.factor ? reasons.implicitHeight : 0
            contentHeight: reasons.implicitHeight

            Chips {
                id: reasons

                objectName: "skip.reason"
                width: parent.width
                columns: 1
                spacing: section.tight ? 4 : 8
                options: section.deferral.seen_reasons
                current: section.deferral.seen_key
                onPicked: (key, text) => section.deferral.set_seen_reason(key)
            }
        }

        Chips {
            objectName: "skip.by"
            visible: options.length > 0
            Layout.fillWidth: true
            columns: 1
            label: qsTr("deferral.for_whom")
            options: section.deferral.providers
            current: section.deferral.by
            onPicked: (key, text) => section.deferral.say_by(key)
        }
        Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("round.again") }
        Chips {
            objectName: "skip.again"
            Layout.fillWidth: true
            columns: 4
            options: section.deferral.choices
            onPicked: (key, text) => section.deferral.set_again_and_save(key)
        }
    }
    Refused { Layout.fillWidth: true; text: section.deferral.refusal }

    RowLayout {
        spacing: 8

        Button { objectName: "skip.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: section.around.vitals_again() }
        Button { objectName: "skip.other"; Layout.fillWidth: true; leftPadding: 6; text: qsTr("round.skip_other"); onClicked: section.around.say_more() }
    }
}

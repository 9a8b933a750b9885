// A dose on its way to somebody else: what stands in its way there wants its own reasons before it moves.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property MovingPanel moving

    spacing: 8

    Scroller {
        id: scroller

        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        Column {
            id: column

            width: parent.width
            spacing: 8

            Row {
                spacing: 8

                Glyph { glyphName: "seat"; color: Theme.accent }
                Say { objectName: "moving.whom"; width: column.width - Theme.icon - 8; kind: "title"; wrapMode: Text.Wrap; text: section.moving.whom }
            }
            Say { objectName: "moving.what"; width: column.width; kind: "strong"; wrapMode: Text.Wrap; text: section.moving.what }
            Say { width: column.width; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("move.asked") }
            Concerns { name: "moving"; width: column.width; model: section.moving.concerns; reasons: section.moving.reasons; refusal: section.moving.refusal; onNamed: (key, text) => section.moving.name_reason(key, text); onGiven: text => section.moving.give_reason(text); onWrong: concern => scroller.bring(concern) }
        }
    }

    Refused { Layout.fillWidth: true; text: section.moving.general }
    RowLayout {
        spacing: 8

        Button { objectName: "moving.stop"; Layout.fillWidth: true; Layout.preferredWidth: 1; leftPadding: 8; rightPadding: 8; text: qsTr("move.keep"); onClicked: section.moving.stop() }
        Button { objectName: "moving.go"; Layout.fillWidth: true; Layout.preferredWidth: 1; leftPadding: 8; rightPadding: 8; kind: "primary"; enabled: !section.moving.saving; text: qsTr("move.go"); onClicked: section.moving.go() }
    }
}

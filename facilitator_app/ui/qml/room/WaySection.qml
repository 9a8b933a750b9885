// The way out of one person: the leaving list, the sign-offs, then the way itself, confirmed with who goes with them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: section

    required property LeavingPanel leaving
    required property BoardPanel board
    required property HoldPanel hold
    property bool tight: false
    readonly property bool choosing: section.leaving.recorded === "" && (section.leaving.choosing || !section.board.there)

    Loader {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: Math.min(parent.height, (item as Item)?.implicitHeight ?? 0)
        active: section.hold.asking
        sourceComponent: WayHold { hold: section.hold; tight: section.tight }
    }

    ColumnLayout {
        anchors.fill: parent
        visible: !section.hold.asking && section.leaving.way === "" && !section.choosing
        spacing: 8

        RowLayout {
            visible: section.leaving.recorded !== ""
            spacing: 10

            Glyph { glyphName: "door"; color: Theme.settled }
            Say { objectName: "way.recorded"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: section.leaving.recorded }
        }
        Say { objectName: "board.about"; visible: section.board.there; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: section.board.about }

        Scroller {
            id: scroller

            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: column.implicitHeight

            ColumnLayout {
                id: column

                width: parent.width
                spacing: 10

                Repeater {
                    model: section.board.there ? section.board.criteria : null

                    WayCriterion { id: one; Layout.fillWidth: true; board: section.board; onUnfolded: scroller.bring(one) }
                }
                Risks { Layout.fillWidth: true; visible: section.board.there; risks: section.board.risks }
                Repeater {
                    model: section.board.there ? section.board.signs : null

                    Button {
                        required property string role
                        required property string told
                        required property bool done

                        objectName: "sign." + role
                        Layout.fillWidth: true
                        leftPadding: 8
                        rightPadding: 8
                        kind: "quiet"
                        glyph: done ? "check" : "sign"
                        text: told
                        chosen: done
                        onClicked: section.board.sign(role)
                    }
                }
                RowLayout {
                    visible: section.hold.holder !== ""
                    spacing: 8

                    Say { objectName: "hold.holder"; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: section.hold.holder }
                    Button { objectName: "hold.done"; kind: "plain"; leftPadding: 8; text: qsTr("hold.done"); onClicked: section.hold.let_go() }
                }
                Say { visible: section.board.there; Layout.fillWidth: true; kind: "caption"; color: Theme.low; wrapMode: Text.Wrap; text: section.board.source }
            }
        }
        Button { objectName: "way.open"; visible: section.board.there; Layout.fillWidth: true; kind: "primary"; glyph: "door"; text: qsTr("leaving_ui.ways"); onClicked: section.leaving.open_ways() }
    }

    Roomy {
        anchors.fill: parent
        visible: !section.hold.asking && section.choosing && section.leaving.way === ""
        spacing: 8

        Repeater {
            model: section.choosing ? section.leaving.ways : []

            Choice {
                required property var modelData

                objectName: "way." + modelData.key
                Layout.fillWidth: true
                text: modelData.text
                note: modelData.note
                onClicked: section.leaving.choose(modelData.key)
            }
        }
        Button { objectName: "way.list"; visible: section.board.there; Layout.fillWidth: true; glyph: "arrow-left"; text: qsTr("leaving_ui.board_back"); onClicked: section.leaving.back() }
        Item { Layout.fillHeight: true }
    }

    ColumnLayout {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: Math.min(parent.height, implicitHeight)
        visible: !section.hold.asking && section.leaving.recorded === "" && section.leaving.way !== ""
        spacing: 10

        Roomy {
            id: sheet

            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 10

            Say { Layout.fillWidth: true; kind: "title"; text: section.leaving.way_text; wrapMode: Text.Wrap }
            Field { objectName: "way.escort"; Layout.fillWidth: true; label: qsTr("room_ui.escort"); text: section.leaving.escort; onEdited: text => section.leaving.type_escort(text) }
            NoteField { id: wayNote; objectName: "way.note"; Layout.fillWidth: true; boxHeight: section.tight ? 56 : 84; label: qsTr("room_ui.way_note"); text: section.leaving.note; error: section.leaving.refused_field === "note" ? section.leaving.refusal : ""; onHasErrorChanged: if (wayNote.hasError) sheet.bring(wayNote); onHeightChanged: if (wayNote.hasError) sheet.bring(wayNote); onEdited: text => section.leaving.type_note(text) }
            Say { objectName: "way.left_open"; visible: text !== ""; Layout.fillWidth: true; color: Theme.attention; wrapMode: Text.Wrap; text: section.leaving.left_open }
        }
        Refused { Layout.fillWidth: true; text: section.leaving.refused_field === "note" ? "" : section.leaving.refusal }
        RowLayout {
            spacing: 8

            Button { objectName: "way.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: section.leaving.back() }
            Button { objectName: "way.record"; Layout.fillWidth: true; kind: "primary"; enabled: !section.leaving.saving; text: qsTr("room_ui.record_it"); onClicked: section.leaving.record() }
        }
    }
}

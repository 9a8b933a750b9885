// A piece of the library: what the file says, what was measured, and what people say of it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property LibraryView library
    readonly property var piece: library.shown
    property string voice: ""
    property int energy: 0

    open: piece.path !== undefined
    title: piece.title ?? ""
    sheetWidth: 880
    tall: true
    onOpenChanged: if (open) fill()
    onClosed: library.show("")
    actions: [
        Button { objectName: "piece.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "piece.keep"; kind: "primary"; glyph: "check"; text: qsTr("playlist.keep"); onClicked: sheet.keep() }
    ]

    function fill() {
        titled.text = piece.title;
        made.text = piece.by;
        spoken.text = piece.language;
        played.text = piece.instruments;
        [voice, energy] = [piece.voice, piece.energy];
        phases.chosen = piece.phases;
    }

    function keep() {
        library.say({ title: titled.text, by: made.text, language: spoken.text, instruments: played.text, voice: voice, energy: energy, phases: phases.chosen });
    }

    Connections {
        target: sheet.library.form

        function onDone() { sheet.closed() }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            RowLayout {
                spacing: Theme.gap

                Image { // a picture of strangers: small, and never bright in a dark room
                    objectName: "piece.cover"
                    visible: status === Image.Ready
                    source: sheet.piece.cover ?? ""
                    sourceSize: Qt.size(112, 112)
                    Layout.preferredWidth: 112
                    Layout.preferredHeight: 112
                    fillMode: Image.PreserveAspectFit
                    asynchronous: true
                    opacity: Theme.level === "light" ? 1 : 0.5
                    Accessible.ignored: true
                }

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 4

                    Say { Layout.fillWidth: true; text: sheet.piece.about ?? ""; wrapMode: Text.Wrap }
                    Say { objectName: "piece.loudness"; Layout.fillWidth: true; kind: "caption"; figures: true; text: sheet.piece.loudness ?? ""; wrapMode: Text.Wrap }
                    Say { Layout.fillWidth: true; kind: "caption"; color: Theme.low; text: sheet.piece.path ?? ""; elide: Text.ElideMiddle }

                    Repeater {
                        model: [...(sheet.piece.remarks ?? []), ...(sheet.piece.twins ?? [])]

                        Say { required property string modelData; required property int index; objectName: "piece.remark." + index; Layout.fillWidth: true; kind: "caption"; color: Theme.soon; text: modelData; wrapMode: Text.Wrap }
                    }
                }
            }

            GridLayout {
                Layout.fillWidth: true
                columns: 2
                columnSpacing: Theme.gap
                rowSpacing: 12
                uniformCellWidths: true

                Field { id: titled; objectName: "piece.title"; Layout.fillWidth: true; label: qsTr("playlist.title") }
                Field { id: made; objectName: "piece.by"; Layout.fillWidth: true; label: qsTr("playlist.by") }
                Field { id: spoken; objectName: "piece.language"; Layout.fillWidth: true; label: qsTr("playlist.language") }
                Field { id: played; objectName: "piece.instruments"; Layout.fillWidth: true; label: qsTr("playlist.instruments") }
            }

            Say { kind: "caption"; text: qsTr("playlist.voice") }
            Segmented { objectName: "piece.voice"; label: qsTr("playlist.voice"); options: sheet.library.voices; current: sheet.voice; onPicked: key => sheet.voice = key }
            Say { kind: "caption"; text: qsTr("playlist.energy") }
            Segmented { objectName: "piece.energy"; label: qsTr("playlist.energy"); options: sheet.library.energies; current: String(sheet.energy); onPicked: key => sheet.energy = Number(key) }
            Choices { id: phases; objectName: "piece.phases"; Layout.fillWidth: true; label: qsTr("playlist.for_phase"); options: sheet.library.phases; columns: 3 }
            FieldError { objectName: "piece.error"; Layout.fillWidth: true; text: sheet.library.form.general }
        }
    }
}

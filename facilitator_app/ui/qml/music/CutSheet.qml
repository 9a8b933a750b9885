// Where a piece begins and ends, how the next comes in, and how loud it is wished; what was measured of it stands above.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property EditorView editor
    readonly property var piece: editor.piece
    readonly property Form form: editor.form

    title: piece.title ?? ""
    onOpenChanged: if (open) fill()
    actions: [
        Button { objectName: "cuts.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "cuts.keep"; kind: "primary"; glyph: "check"; text: qsTr("playlist.keep"); onClicked: sheet.keep() }
    ]

    function fill() {
        form.clear();
        begins.text = piece.start_s;
        ends.text = piece.end_s;
        fades.text = piece.fade_s;
        gained.text = piece.gain_db;
    }

    function keep() {
        editor.cut({ start_s: begins.text, end_s: ends.text, fade_s: fades.text, gain_db: gained.text });
    }

    Connections {
        target: sheet.form

        function onDone() { sheet.closed() }
    }

    Say { objectName: "cuts.about"; visible: text !== ""; Layout.fillWidth: true; text: sheet.piece.about ?? "" }
    Say { objectName: "cuts.loudness"; Layout.fillWidth: true; kind: "caption"; figures: true; text: [sheet.piece.length, sheet.piece.loudness].filter(word => word).join(" · "); wrapMode: Text.Wrap }
    Say { Layout.fillWidth: true; kind: "caption"; color: Theme.low; text: sheet.piece.place ?? ""; elide: Text.ElideMiddle }

    GridLayout {
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.gap
        rowSpacing: 12
        uniformCellWidths: true

        Field { id: begins; objectName: "cuts.start_s"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("playlist.start"); hint: qsTr("playlist.clock_hint"); error: sheet.form.errors.start_s ?? ""; onAccepted: sheet.keep() }
        Field { id: ends; objectName: "cuts.end_s"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("playlist.end"); hint: qsTr("playlist.clock_hint"); error: sheet.form.errors.end_s ?? ""; onAccepted: sheet.keep() }
        Field { id: fades; objectName: "cuts.fade_s"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("playlist.fade"); unit: qsTr("playlist.seconds"); error: sheet.form.errors.fade_s ?? ""; onAccepted: sheet.keep() }
        Field { id: gained; objectName: "cuts.gain_db"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("playlist.gain"); unit: "dB"; error: sheet.form.errors.gain_db ?? ""; onAccepted: sheet.keep() }
    }

    Say { Layout.fillWidth: true; kind: "caption"; color: Theme.low; text: qsTr("playlist.cut_about"); wrapMode: Text.Wrap }
    FieldError { objectName: "cuts.error"; Layout.fillWidth: true; text: sheet.form.general }
}
